/** `npm run violence`: the running service under load and violence, and what came of it. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { bundle } from '../../infra/bundle.ts';
import { play } from './play.ts';
import { detailsOf, tableOf } from './report.ts';
import { scenarios } from './scenarios/all.ts';
import { sizeOf, smallSize } from './sizes.ts';
import type { Verdict } from './verdict.ts';

const help = `The running service, with real processes, under load and violence.

  npm run violence -- [--seed S] [--minutes M] [--only NAME] [--small]

  --seed S      of everything that is drawn (default: any; it is printed)
  --minutes M   of each scenario, about (default: 1)
  --only NAME   one of: ${scenarios.map(({ name }) => name).join(', ')}
  --small       as much as every npm test`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    minutes: { type: 'string', default: '1' },
    only: { type: 'string' },
    small: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
// Whoever still tries to reach a service that is gone is not waited for.
else process.exit(await run());

async function run(): Promise<number> {
  const seed = Number(values.seed);
  const size = values.small ? smallSize : sizeOf(Number(values.minutes));
  const verdicts: Verdict[] = [];
  console.log(`seed ${seed}`);
  await bundle();
  for (const scenario of scenarios.filter(({ name }) => name === (values.only ?? name))) {
    const verdict = await play(scenario, { seed, size });
    verdicts.push(verdict);
    console.log(`\n${detailsOf(verdict)}`);
  }
  console.log(`\n${tableOf(verdicts)}`);
  return verdicts.some(({ violations }) => violations.length > 0) ? 1 : 0;
}
