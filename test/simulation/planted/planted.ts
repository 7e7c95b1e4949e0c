/** `npm run planted`: plants one bug after the other in the code as it is loaded, and counts those that the simulation catches. */
import { parseArgs } from 'node:util';
import { inHands } from '../crew/crew.ts';
import { hunt } from './hunt.ts';
import { mutations } from './mutations.ts';

const { values } = parseArgs({
  options: {
    /** Only the bugs whose names hold this. */
    only: { type: 'string', default: '' },
    /** `2/3`: the second of three shares of them, for whoever has not the time for all at once. */
    share: { type: 'string', default: '1/1' },
    /** Seeds after which a bug counts as survived. */
    seeds: { type: 'string' },
    threads: { type: 'string' },
  },
});
const [share = 1, shares = 1] = values.share.split('/').map(Number);
const chosen = mutations.filter(({ what }, at) => what.includes(values.only) && at % shares === share - 1);
const begun = performance.now();
let [hunted, caught] = [0, 0];
await inHands(
  chosen,
  async (sound, mutation) => {
    const {
      caught: how,
      tried,
      seconds,
    } = await hunt(mutation, sound, values.seeds === undefined ? undefined : Number(values.seeds));
    hunted += 1;
    if (how !== undefined) caught += 1;
    const columns = [`${hunted}`.padStart(3), how === undefined ? 'SURVIVED' : 'caught  ', `${tried} seeds`.padStart(10)];
    console.log([...columns, `${seconds.toFixed(1)} s`.padStart(7), mutation.what].join('  '));
    if (how !== undefined) console.log(`${' '.repeat(36)}${how}`);
  },
  values.threads === undefined ? {} : { hands: Number(values.threads) },
);
const seconds = Math.round((performance.now() - begun) / 1_000);
console.log(`${caught} of ${hunted} planted bugs caught, ${seconds} s`);
process.exitCode = caught === hunted ? 0 : 1;
