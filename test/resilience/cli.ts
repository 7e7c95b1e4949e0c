/** `npm run resilience`: disrupts and overloads the running service, and prints the verdicts. */
import { randomInt } from 'node:crypto';
import { bundle } from '../../infra/bundle.ts';
import { flagsOf, someOf, wholeOf } from '../fixtures/flags.ts';
import { play } from './play.ts';
import { detailsOf, tableOf } from './report.ts';
import { scenarios } from './scenarios/all.ts';
import { sizeOf, smallSize } from './sizes.ts';
import type { Verdict } from './verdict.ts';

const usage = `Disrupts and overloads the running service, with real processes.

  npm run resilience -- [--seed S] [--minutes M] [--only NAME] [--small]

  --seed S      the seed of all random numbers (default: any; it is printed)
  --minutes M   of each scenario, about (default: 1)
  --only NAME   one of: ${scenarios.map(({ name }) => name).join(', ')}
  --small       the small size that the seeded bugs are caught with
  --help        this text`;

const flags = flagsOf(usage, {
  seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  minutes: { type: 'string', default: '1' },
  only: { type: 'string', default: '' },
  small: { type: 'boolean', default: false },
});
const seed = wholeOf(usage, 'seed', flags.seed, 0);
const size = flags.small ? smallSize : sizeOf(wholeOf(usage, 'minutes', flags.minutes));
const chosen = someOf(
  usage,
  flags.only,
  scenarios.filter(({ name }) => flags.only === '' || name === flags.only),
);

// The process does not wait for calls to services that have ended.
process.exit(await run());

async function run(): Promise<number> {
  const verdicts: Verdict[] = [];
  console.log(`seed ${seed}`);
  await bundle();
  for (const scenario of chosen) {
    const verdict = await play(scenario, { seed, size });
    verdicts.push(verdict);
    console.log(`\n${detailsOf(verdict)}`);
  }
  console.log(`\n${tableOf(verdicts)}`);
  return verdicts.some(({ violations }) => violations.length > 0) ? 1 : 0;
}
