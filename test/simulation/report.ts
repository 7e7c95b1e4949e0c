/** The report of a failing run, for people: the violation, the people and faults that it needs, and the history, with short ids. */
import type { Outcome } from './run.ts';

/** Lines of the history that are printed. */
const linesMax = 120;
/** Lines that a reader does not need: reads, and calls of the counters. */
const unimportant = / (get|getMany|query|count|hit) |COUNTS#/u;

const idPattern = /\b(req|vol|ofr|spc|rev|ses|rpt|esc)_[\w-]{8,64}|\bcnv_[\w-]{8,64}\.\d+|message\.\d+/gu;

/** Replaces ids by short names, in the order of their first appearance: `req-1`, `vol-2`. */
function shortener(): (text: string) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (text) =>
    text.replaceAll(idPattern, (id) => {
      const kind = id.slice(0, 3);
      const known = names.get(id);
      if (known !== undefined) return known;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      names.set(id, `${kind}-${count}`);
      return `${kind}-${count}`;
    });
}

/** The command that repeats the run. */
export function commandFor({ setting: { seed, scenario, profile } }: Outcome): string {
  return `npm run simulation -- --seeds 1 --from ${seed} --scenario ${scenario} --faults ${profile}`;
}

/** The report of a failure that was reduced to these people and faults. */
export function reportOf(
  outcome: Outcome,
  kept: { readonly people: readonly string[]; readonly faults: readonly string[] },
): string {
  const { violation, setting } = outcome;
  const short = shortener();
  const lines = outcome.lines.filter((line) => !unimportant.test(line)).map(short);
  const [left, shown] = [Math.max(0, lines.length - linesMax), lines.slice(-linesMax)];
  return [
    `seed ${setting.seed}: invariant ${violation?.invariant} (scenario ${setting.scenario}, faults ${setting.profile})`,
    `  ${short(violation?.says ?? '')}${violation?.by === '' ? '' : `, by ${violation?.by}`}`,
    `  people: ${kept.people.join(', ')}`,
    `  faults: ${kept.faults.length === 0 ? 'none' : kept.faults.join(' · ')}`,
    `  ${commandFor(outcome)}`,
    '  history (seconds, process, event):',
    ...(left > 0 ? [`    … ${left} lines before`] : []),
    ...shown.map((line) => `    ${line}`),
  ].join('\n');
}
