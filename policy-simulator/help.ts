/** The text of `npm run policy -- --help`. */
import { policyLimits } from '../shared/domain/limits.ts';
import { baselines } from './baselines/all.ts';
import { planners } from './catalog/policies.ts';
import { otherPrices } from './prices/all.ts';
import { bankNames, workloads } from './workload/catalog.ts';

/** The commands, flags, policies and workloads. */
export function help(): string {
  const line = (name: string, about: string) => `  ${name.padEnd(28)} ${about}`;
  return [
    'npm run policy -- <command> [flags]: matching policies on simulated days',
    '',
    'commands',
    line('compare', 'compares policies on the same days: figures, paired differences, CSV and charts'),
    line('goals', 'compares the first policy with the others named, or with every baseline: is it better, and by how much'),
    line(
      'bounds',
      'served requests as a share of the highest possible number (LP-A, LP-B), and reasons for the rest; for helpline-30-*',
    ),
    line('estimates', 'how often real waits lie in the estimated range; needs --trace'),
    line('validate', 'compares the simulator with queueing theory'),
    line('bench', 'how long a plan takes'),
    line('list', 'prints this text'),
    '',
    'flags',
    line('--workload <names>', 'separated by commas, * for any part; default helpline-120-0.9-mild'),
    line('--policies <names>', 'separated by commas; the first is the reference of the differences; or all'),
    line('', 'planner policies with settings: fair:bestFitSeconds=0,hedgeAfterSeconds=null'),
    line('', '+callouts after a baseline: off-shift volunteers are asked to come, as the planner does'),
    ...otherPrices.map(({ suffix, about }) => line('', `${suffix} after priced: ${about}`)),
    line('', `settings: ${Object.keys(policyLimits).join(', ')}`),
    line('--runs <n> --days <n>', 'independent runs (6), and days of each (1)'),
    line('--hours <from-to>', 'some hours of the first day only, for example 10-12, after an hour in which the room fills'),
    line('--seed <n>', 'seed of the first run (1); the next run has the next seed'),
    line('--threads <n>', 'runs at once'),
    line('--slot <seconds>', 'slots of the bounds (300): shorter slots give tighter bounds, but take longer'),
    line('--trace <path>', 'the bank trace (CSV, plain or gzipped), for the workloads bank-*'),
    line('--out <folder>', 'folder for CSV and charts; default .earshot/policy'),
    line('--ci', 'a small run of the important parts, in less than two minutes'),
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
