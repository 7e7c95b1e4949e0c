/** Does the jobs of a worker. Loaded only after the bug was seeded, if any. */
import { createHash } from 'node:crypto';
import { handlers } from '../engine/handlers.ts';
import { reportOf } from '../report.ts';
import { run, type Outcome } from '../run.ts';
import { isProfile, isScenario, settingOf } from '../setting.ts';
import { shrink } from '../shrink.ts';
import { cases } from '../small-scope/cases.ts';
import { explore } from '../small-scope/explore.ts';
import type { ExploredCase, Failure, Job, Portion } from './messages.ts';

/** Does a job of any kind. */
export function work(job: Job): Promise<Portion | ExploredCase> {
  return job.kind === 'seeds' ? seeds(job) : small(job);
}

async function seeds(job: Extract<Job, { kind: 'seeds' }>): Promise<Portion> {
  const { from, to } = job;
  const given = {
    scenario: job.scenario !== undefined && isScenario(job.scenario) ? job.scenario : undefined,
    profile: job.profile !== undefined && isProfile(job.profile) ? job.profile : undefined,
  };
  const digest = createHash('sha256');
  const [settings, faults, events] = [new Tally(), new Tally(), new Tally()];
  const failures: Failure[] = [];
  const lines: string[] = [];
  let [played, steps, commits] = [0, 0, 0];
  for (let seed = from; seed < to && (job.all || failures.length === 0); seed += 1) {
    const outcome = await run(settingOf(seed, given), { handlers, keep: job.trace });
    digest.update(outcome.digest);
    played += 1;
    steps += outcome.steps;
    commits += outcome.commits;
    settings.add(outcome.setting.scenario);
    settings.add(outcome.setting.profile);
    for (const [what, times] of outcome.faults) faults.add(what, times);
    for (const [what, times] of outcome.counts) events.add(what, times);
    lines.push(...outcome.lines);
    if (outcome.violation !== undefined) failures.push(await failureOf(outcome, job.plain));
  }
  const tallies = { settings: settings.told(), faults: faults.told(), events: events.told() };
  return { kind: 'seeds', seeds: played, steps, commits, ...tallies, failures, digest: digest.digest('hex'), lines };
}

async function failureOf(outcome: Outcome, plain: boolean): Promise<Failure> {
  const small = plain ? { outcome, people: [], faults: [] } : await shrink(handlers, outcome);
  return { seed: outcome.setting.seed, invariant: outcome.violation?.invariant ?? '', report: reportOf(small.outcome, small) };
}

async function small({ name, actors, statesMax }: Extract<Job, { kind: 'case' }>): Promise<ExploredCase> {
  const one = await cases.get(name)?.prepare();
  if (one === undefined) throw new Error(`no case ${name}`);
  const begun = performance.now();
  let sums = { groups: 0, states: 0, plays: 0, ends: 0, complete: true };
  let broken: ExploredCase['broken'];
  for (const group of groupsOf(one.actors, Math.min(actors, one.actors.length))) {
    const found = await explore({ ...one, actors: group }, statesMax);
    sums = {
      groups: sums.groups + 1,
      states: sums.states + found.states,
      plays: sums.plays + found.plays,
      ends: sums.ends + found.ends,
      complete: sums.complete && found.complete,
    };
    if (found.broken === undefined) continue;
    broken = { group: group.map(({ name }) => name).join(', '), says: found.broken.says, schedule: [...found.broken.schedule] };
    break;
  }
  const seconds = (performance.now() - begun) / 1_000;
  return { kind: 'case', name, seconds, ...sums, ...(broken === undefined ? {} : { broken }) };
}

/** All selections of a number of entries of a list, in its order. */
function groupsOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((first, at) => groupsOf(list.slice(at + 1), size - 1).map((rest) => [first, ...rest]));
}

class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, times = 1): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  told(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
