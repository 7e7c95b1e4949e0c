/**
 * Whether a policy keeps what is asked of it beside every baseline, on the same days. The goals: where skills are scarce, fewer
 * give up and more are answered within a minute than under any baseline, the interval excluding zero; where none are, it may
 * be worse than first come first served by .2 points at most (upper end), and fits better; on the bank's calls 2.5 points
 * fewer give up. Everywhere the kind that fares worst fares no worse, at most one lost race in ten matches, and volunteers'
 * occupancy is spread about as evenly.
 */
import { fcfsAlis } from '../baselines/fcfs-alis.ts';
import type { Outcome } from '../engine/outcome.ts';
import { compare } from './compare.ts';
import type { FigureName } from './compare.ts';
import { figuresOf } from './figures.ts';
import type { Figures } from './figures.ts';
import type { Interval } from './student.ts';

/** Points of abandonment that scarcity-free days may cost at most, and that the bank's calls must gain. */
const plainAbandonedMax = 0.002;
const bankAbandonedGain = 0.025;
const lostRacesMax = 0.1;
const giniMax = 0.03;

/** The baseline that comes nearest to the policy in a figure, and how much better the policy is there. */
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
  /** Goals that are missed, in words; none: all are kept. */
  readonly missed: readonly string[];
}

/** Judges `policy` on one workload; the other policies of the outcomes are the baselines, first come first served among them. */
export function judge(outcomes: readonly Outcome[], policy: string): Judged {
  const byPolicy = Map.groupBy(outcomes, (one) => one.policy);
  const ours = byPolicy.get(policy) ?? [];
  const differences = [...byPolicy].flatMap(([baseline, theirs]) => {
    if (baseline === policy) return [];
    const all = compare([...theirs, ...ours], baseline).find((one) => one.policy === policy)?.differences;
    return all === undefined ? [] : [{ baseline, all }];
  });
  const toFcfs = differences.find(({ baseline }) => baseline === fcfsAlis.name)?.all;
  if (toFcfs === undefined) throw new Error(`goals are judged beside ${fcfsAlis.name}, which is missing`);
  const nearest = (figure: FigureName, sign: 1 | -1): Nearest => {
    const [first] = differences
      .map(({ baseline, all }) => ({ baseline, difference: all[figure] }))
      .toSorted((a, b) => upperEnd(b.difference, sign) - upperEnd(a.difference, sign));
    if (first === undefined) throw new Error('goals are judged beside baselines, and there are none');
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

/** The less favourable end of an interval, as if less were better (`sign` 1) or more (−1); worse is greater. */
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
