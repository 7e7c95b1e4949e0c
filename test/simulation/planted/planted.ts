/** `npm run planted`: plants one bug after the other in the code as it is loaded, and counts those that the simulation catches. */
import { flagsOf, someOf, wholeOf } from '../../fixtures/flags.ts';
import { inWorkers } from '../workers/workers.ts';
import { hunt } from './hunt.ts';
import { mutations } from './mutations.ts';

const usage = `Plants one bug after the other in the code as it is loaded, and counts those that the simulation catches.

  npm run planted -- [options]

  --only WORDS   only the bugs whose names hold these words
  --share N/M    the Nth of M shares of them (default: 1/1), for whoever has not the time for all at once
  --seeds N      seeds after which a bug counts as survived
  --threads N    hunts at once
  --help         this text`;

const flags = flagsOf(usage, {
  only: { type: 'string', default: '' },
  share: { type: 'string', default: '1/1' },
  seeds: { type: 'string' },
  threads: { type: 'string' },
});
const [share = 1, shares = 1] = flags.share.split('/').map((one) => wholeOf(usage, 'share', one));
const chosen = someOf(
  usage,
  flags.only,
  mutations.filter(({ what }, at) => what.includes(flags.only) && at % shares === share - 1),
);
const seedsMax = flags.seeds === undefined ? undefined : wholeOf(usage, 'seeds', flags.seeds);
const workers = flags.threads === undefined ? {} : { workers: wholeOf(usage, 'threads', flags.threads) };
const begun = performance.now();
let [hunted, caught] = [0, 0];
await inWorkers(
  chosen,
  async (sound, mutation) => {
    const { caught: how, tried, seconds } = await hunt(mutation, sound, seedsMax);
    hunted += 1;
    if (how !== undefined) caught += 1;
    const columns = [`${hunted}`.padStart(3), how === undefined ? 'SURVIVED' : 'caught  ', `${tried} seeds`.padStart(10)];
    console.log([...columns, `${seconds.toFixed(1)} s`.padStart(7), mutation.what].join('  '));
    if (how !== undefined) console.log(`${' '.repeat(36)}${how}`);
  },
  workers,
);
const seconds = Math.round((performance.now() - begun) / 1_000);
console.log(`${caught} of ${hunted} planted bugs caught, ${seconds} s`);
process.exitCode = caught === hunted ? 0 : 1;
