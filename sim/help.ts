/** What `npm run policy -- --help` says. */
import { policyLimits } from '../shared/domain/limits.ts';
import { baselines } from './baselines/all.ts';
import { planners } from './policies/catalog.ts';
import { otherPrices } from './prices/all.ts';
import { bankNames, workloads } from './workload/catalog.ts';

/** Commands, flags, policies and workloads. */
export function help(): string {
  const line = (name: string, about: string) => `  ${name.padEnd(28)} ${about}`;
  return [
    'npm run policy -- <command> [flags]: matching policies on simulated days',
    '',
    'commands',
    line('compare', 'policies on the same days: figures, paired differences, CSV and charts'),
    line('goals', 'the first policy beside the others named, or every baseline: is it better, and by how much'),
    line('bounds', 'served as a share of what is possible at best (LP-A, LP-B), and what the rest is; for helpline-30-*'),
    line('estimates', 'how often real waits lie in the range told; needs --trace'),
    line('validate', 'the simulator beside queueing theory'),
    line('bench', 'how long a plan takes'),
    line('list', 'this'),
    '',
    'flags',
    line('--workload <names>', 'separated by commas, * for any part; default helpline-120-0.9-mild'),
    line('--policies <names>', 'separated by commas; the first is the reference of the differences; or all'),
    line('', 'planner policies with settings: fair:bestFitSeconds=0,hedgeAfterSeconds=null'),
    line('', '+paging behind a baseline: off-shift volunteers are asked to come, as the planner does'),
    ...otherPrices.map(({ suffix, about }) => line('', `${suffix} behind priced: ${about}`)),
    line('', `settings: ${Object.keys(policyLimits).join(', ')}`),
    line('--runs <n> --days <n>', 'independent runs (6), and days of each (1)'),
    line('--hours <from-to>', 'of the first day only, as in 10-12, after an hour in which the room fills'),
    line('--seed <n>', 'seed of the first run (1); the next run has the next seed'),
    line('--threads <n>', 'runs at once'),
    line('--slot <seconds>', 'of the bounds (300): shorter ones are tighter, and slower'),
    line('--trace <path>', 'the bank trace (CSV, perhaps gzipped), for the workloads bank-*'),
    line('--out <folder>', 'where CSV and charts go; default .earshot/policy'),
    line('--ci', 'a small run of everything that matters, under two minutes'),
    '',
    'policies of the planner',
    ...planners.map((one) => line(one.name, one.about)),
    '',
    'baselines',
    ...baselines.map((one) => line(one.name, one.about)),
    '',
    'workloads',
    ...workloads.map((one) => line(one.name, one.about)),
    ...bankNames.map((name) => line(name, 'the bank’s calls, with --trace')),
  ].join('\n');
}
