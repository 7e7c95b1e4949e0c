/** The command `npm run simulation`. */
import { parseArgs } from 'node:util';
import { playSeeds } from './workers/workers.ts';
import type { Portion } from './workers/messages.ts';
import { faultProfiles } from './engine/faults.ts';
import { scenarios } from './scenarios.ts';
import { isProfile, isScenario } from './setting.ts';
import { figuresOf } from './figures.ts';
import { simulateSmall } from './simulate-small.ts';

const help = `Deterministic simulation of the real code: use cases, matcher, reconciler and event counter over the memory adapters.

  npm run simulation -- --small [--actors N] [--states N] [--only TEXT]
  npm run simulation -- [--seeds N] [--from S] [--scenario NAME] [--faults NAME] [--threads T] [--all] [--plain] [--trace]

  --seeds N        number of seeds (200)
  --from S         the first seed (1)
  --scenario NAME  one of: ${Object.keys(scenarios).join(', ')}; otherwise drawn from the seed
  --faults NAME    one of: ${Object.keys(faultProfiles).join(', ')}; otherwise drawn from the seed
  --threads T      number of threads (one per core)
  --all            continues after a failure
  --plain          does not shrink a failure
  --trace          prints every event

  --small          plays every interleaving of a few invocations instead
  --actors N       number of actors at the same time; plays every group of this size (5: all actors)
  --states N       maximum of states of one group (50000)
  --only TEXT      only the cases whose names contain TEXT

The same seed gives the same run. A failure prints its seed, the violation, and the smallest history that still has it.`;

const options = {
  seeds: { type: 'string', default: '200' },
  from: { type: 'string', default: '1' },
  scenario: { type: 'string' },
  faults: { type: 'string' },
  threads: { type: 'string' },
  all: { type: 'boolean', default: false },
  plain: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  small: { type: 'boolean', default: false },
  actors: { type: 'string', default: '5' },
  states: { type: 'string', default: '50000' },
  only: { type: 'string', default: '' },
  help: { type: 'boolean', default: false },
} as const;

/** Runs the seeds that were asked for; gives the exit code. */
export async function simulate(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  const { scenario, faults, all, plain, trace, threads } = values;
  if (values.help) {
    console.log(help);
    return 0;
  }
  if ((scenario !== undefined && !isScenario(scenario)) || (faults !== undefined && !isProfile(faults))) {
    console.error(help);
    return 2;
  }
  if (values.small) return simulateSmall({ actors: Number(values.actors), states: Number(values.states), only: values.only });
  const begun = performance.now();
  const from = Number(values.from);
  const told = ({ lines, failures }: Portion): void => {
    for (const line of [...lines, ...failures.map(({ report }) => report)]) console.log(line);
  };
  const portions = await playSeeds({
    from,
    to: from + Number(values.seeds),
    all,
    plain,
    trace,
    told,
    ...(scenario === undefined ? {} : { scenario }),
    ...(faults === undefined ? {} : { profile: faults }),
    ...(threads === undefined ? {} : { workers: Number(threads) }),
  });
  const figures = figuresOf(portions, (performance.now() - begun) / 1_000);
  console.log(figures.lines.join('\n'));
  return figures.failures > 0 ? 1 : 0;
}
