/** Makes a failing run as small as possible: removes people and faults while the same invariant is still violated. */
import type { Handlers } from './engine/handlers.ts';
import { run, type Outcome } from './run.ts';
import type { Setting } from './setting.ts';

export interface Shrunk {
  readonly outcome: Outcome;
  readonly people: readonly string[];
  readonly faults: readonly string[];
}

/** Maximum of runs for shrinking: a few seconds. */
const runsMax = 150;

/** The names of all people of a setting. */
export function namesOf({ seekers, volunteers, edits }: Setting): readonly string[] {
  return [...volunteers, ...seekers].map(({ name }) => name).concat(edits > 0 ? ['coordinator'] : []);
}

export async function shrink(handlers: Handlers, failed: Outcome): Promise<Shrunk> {
  const { setting, violation } = failed;
  let runs = 0;
  let smallest = failed;
  let without: readonly string[] = [];
  let only: readonly string[] = failed.fired.map(({ name }) => name);
  const fails = async (people: readonly string[], faults: readonly string[]): Promise<boolean> => {
    runs += 1;
    const outcome = await run(setting, { handlers, keep: true, without: people, only: faults });
    if (outcome.violation?.invariant !== violation?.invariant) return false;
    smallest = outcome;
    return true;
  };
  for (let before = Infinity; before > only.length - without.length && runs < runsMax;) {
    before = only.length - without.length;
    for (const name of namesOf(setting)) {
      if (runs >= runsMax || without.includes(name)) continue;
      if (await fails([...without, name], only)) without = [...without, name];
    }
    for (let size = only.length; size >= 1 && only.length > 0; size = Math.floor(size / 2)) {
      for (let at = 0; at < only.length && runs < runsMax; at += size) {
        const fewer = [...only.slice(0, at), ...only.slice(at + size)];
        if (!(await fails(without, fewer))) continue;
        // Faults that no longer strike are removed too.
        only = fewer.filter((name) => smallest.fired.some((one) => one.name === name));
        at -= size;
      }
    }
  }
  if (smallest === failed) await fails(without, only);
  return { outcome: smallest, people: namesOf(setting).filter((name) => !without.includes(name)), faults: only };
}
