/**
 * Whether a policy reaches its goals, compared with every baseline on the same days. Where skills are scarce, fewer seekers give
 * up and more are matched within a minute than under any baseline, and the interval excludes zero. Where no skill is scarce,
 * abandonment may be at most .2 points higher than under first come first served (upper end of the interval), and pairs fit
 * better. On the bank's calls abandonment is 2.5 points lower. In all workloads the kind with the highest abandonment is no
 * worse, there is at most one lost race in ten matches, and volunteers' occupancy is spread about as evenly.
 */
import { fcfsAlis } from '../baselines/fcfs-alis.ts';
import type { Outcome } from '../engine/outcome.ts';
import { compare, type FigureName } from './compare.ts';
import { figuresOf, type Figures } from './figures.ts';
import type { Interval } from './student.ts';

/** Points of abandonment: the most that days without scarcity may lose, and the least that the bank's calls must gain. */
const plainAbandonedMax = 0.002;
const bankAbandonedGain = 0.025;
const lostRacesMax = 0.1;
const giniMax = 0.03;

/** The baseline that comes nearest to the policy in a figure, and how much better the policy is. */
export interface Nearest {
  readonly baseline: string;
  readonly difference: Interval;
}

export interface Judged {
  readonly workload: string;
  readonly policy: string;
  readonly runs: number;
  readonly figures: Figures;
  /** Policy minus first come first served. */
  readonly toFcfs: Readonly<Record<FigureName, Interval>>;
  readonly abandonedNearest: Nearest;
  readonly within60Nearest: Nearest;
  /** Descriptions of the goals that are missed; empty when all are reached. */
  readonly missed: readonly string[];
}

/**
 * Judges `policy` on one workload. The other policies of the outcomes are the baselines; first come first served must be one of
 * them.
 */
export function judge(outcomes: readonly Outcome[], policy: string): Judged {
  const byPolicy = Map.groupBy(outcomes, (one) => one.policy);
  const ours = byPolicy.get(policy) ?? [];
  const differences = [...byPolicy].flatMap(([baseline, theirs]) => {
    if (baseline === policy) return [];
    const all = compare([...theirs, ...ours], baseline).find((one) => one.policy === policy)?.differences;
    return all === undefined ? [] : [{ baseline, all }];
  });
  const toFcfs = differences.find(({ baseline }) => baseline === fcfsAlis.name)?.all;
  if (toFcfs === undefined) throw new Error(`goals need ${fcfsAlis.name} for comparison, and it is missing`);
  const nearest = (figure: FigureName, sign: 1 | -1): Nearest => {
    const [first] = differences
      .map(({ baseline, all }) => ({ baseline, difference: all[figure] }))
      .toSorted((a, b) => upperEnd(b.difference, sign) - upperEnd(a.difference, sign));
    if (first === undefined) throw new Error('goals need baselines for comparison, and there are none');
    return first;
  };
  const judged = {
    workload: ours[0]?.workload ?? '',
    policy,
    runs: ours.length,
    figures: figuresOf(ours),
    toFcfs,
    abandonedNearest: nearest('abandoned', 1),
    within60Nearest: nearest('within60', -1),
  };
  return { ...judged, missed: missedBy(judged) };
}

/** The less favourable end of an interval when less is better (`sign` 1) or more is better (−1). A greater result is worse. */
function upperEnd({ mean, half }: Interval, sign: 1 | -1): number {
  return sign * mean + (half ?? Infinity);
}

function missedBy(judged: Omit<Judged, 'missed'>): readonly string[] {
  const { workload, figures, toFcfs } = judged;
  const everywhere: readonly (readonly [string, boolean])[] = [
    ['worst kind', toFcfs.worstKind.mean - (toFcfs.worstKind.half ?? 0) > 0],
    ['lost races', figures.lostRaces > lostRacesMax],
    ['Gini', toFcfs.gini.mean > giniMax],
  ];
  return [...own(judged, workload), ...everywhere].flatMap(([goal, isMissed]) => (isMissed ? [goal] : []));
}

function own(
  { toFcfs, abandonedNearest, within60Nearest }: Omit<Judged, 'missed'>,
  workload: string,
): readonly (readonly [string, boolean])[] {
  if (workload.startsWith('bank-')) return [['abandoned', toFcfs.abandoned.mean > -bankAbandonedGain]];
  if (!/-(?:mild|strong)$/u.test(workload))
    return [
      ['abandoned', upperEnd(toFcfs.abandoned, 1) > plainAbandonedMax],
      ['quality', upperEnd(toFcfs.quality, -1) >= 0],
    ];
  return [
    ['abandoned', upperEnd(abandonedNearest.difference, 1) >= 0],
    ['in 60 s', upperEnd(within60Nearest.difference, -1) >= 0],
  ];
}
