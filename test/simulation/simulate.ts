/** What `npm run simulate` does. */
import { parseArgs } from 'node:util';
import { faultProfiles } from './engine/faults.ts';
import { loadHandlers } from './engine/handlers.ts';
import { reportOf } from './report.ts';
import { run } from './run.ts';
import type { Outcome } from './run.ts';
import { scenarios } from './scenarios.ts';
import { isProfile, isScenario, settingOf } from './setting.ts';
import { shrink } from './shrink.ts';

const help = `Deterministic simulation of the real code: use cases, matcher, reconciler and courier over the memory adapters.

  npm run simulate -- [--seeds N] [--from S] [--scenario NAME] [--faults NAME] [--all] [--plain] [--trace]

  --seeds N        how many seeds (200)
  --from S         the first one (1)
  --scenario NAME  one of: ${Object.keys(scenarios).join(', ')}; else drawn from the seed
  --faults NAME    one of: ${Object.keys(faultProfiles).join(', ')}; else drawn from the seed
  --all            goes on after a failure
  --plain          does not shrink a failure
  --trace          prints everything that happened

The same seed gives the same run. A failure prints its seed, what broke, and the smallest history that still breaks it.`;

const options = {
  seeds: { type: 'string', default: '200' },
  from: { type: 'string', default: '1' },
  scenario: { type: 'string' },
  faults: { type: 'string' },
  all: { type: 'boolean', default: false },
  plain: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Runs the seeds that were asked for; gives the exit code. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { scenario, faults } = values;
  if (values.help) {
    console.log(help);
    return 0;
  }
  if ((scenario !== undefined && !isScenario(scenario)) || (faults !== undefined && !isProfile(faults))) {
    console.error(help);
    return 2;
  }
  const handlers = await loadHandlers();
  const from = Number(values.from);
  const tally = newTally();
  for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
    const setting = settingOf(seed, { scenario, profile: faults });
    const outcome = await run(setting, { handlers, keep: values.trace });
    tally.add(outcome);
    if (values.trace) console.log(outcome.lines.join('\n'));
    if (outcome.violation === undefined) continue;
    const small = values.plain ? { outcome, people: [], faults: [] } : await shrink(handlers, outcome);
    console.log(reportOf(small.outcome, small));
    if (!values.all) break;
  }
  console.log(tally.told());
  return tally.failures > 0 ? 1 : 0;
}

interface Tally {
  readonly failures: number;
  add(outcome: Outcome): void;
  told(): string;
}

function newTally(): Tally {
  const begun = performance.now();
  const counts = new Map<string, number>();
  let [seeds, steps, commits, faults, failures] = [0, 0, 0, 0, 0];
  return {
    get failures() {
      return failures;
    },
    add: (outcome) => {
      seeds += 1;
      steps += outcome.steps;
      commits += outcome.commits;
      faults += outcome.fired.length;
      failures += outcome.violation === undefined ? 0 : 1;
      for (const [what, times] of outcome.counts) counts.set(what, (counts.get(what) ?? 0) + times);
    },
    told: () => {
      const seconds = (performance.now() - begun) / 1_000;
      const what = [...counts].toSorted(([, a], [, b]) => b - a).map(([name, times]) => `${times} ${name}`);
      return [
        `${seeds} seeds, ${steps} steps, ${commits} commits, ${faults} faults, ${failures} failures`,
        `${seconds.toFixed(1)} s: ${(seeds / seconds).toFixed(1)} seeds and ${Math.round(steps / seconds)} steps per second`,
        what.join(', '),
      ].join('\n');
    },
  };
}
