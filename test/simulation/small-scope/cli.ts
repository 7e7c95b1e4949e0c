/** `npm run simulate:small`: every interleaving of the small cases, or as many states of each as asked for. */
import { parseArgs } from 'node:util';
import { cases } from './cases.ts';
import { explore } from './explore.ts';

const { values } = parseArgs({
  options: { states: { type: 'string', default: '50000' }, only: { type: 'string', default: '' } },
});
for (const one of await cases()) {
  if (!one.name.includes(values.only)) continue;
  const begun = performance.now();
  const { states, plays, steps, ends, complete, broken } = await explore(one, Number(values.states));
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  console.log(
    `${complete ? 'all' : 'the first'} ${states} states in ${plays} plays, ${ends} to the end, ${steps} steps, ${seconds} s: ${one.name}`,
  );
  if (broken === undefined) continue;
  console.log(`  BROKEN ${broken.says}\n  ${broken.schedule.join(' › ')}`);
  process.exitCode = 1;
}
