/** Compares policies on the same days: the figures of each, and paired differences to one of them. */
import type { Outcome } from '../engine/outcome.ts';
import { figuresOf, worstKindOf, type Figures } from './figures.ts';
import { intervalOf, type Interval } from './student.ts';

export type FigureName = keyof Figures;

export const figureNames = [
  'requests',
  'abandoned',
  'within60',
  'p95',
  'worstKind',
  'lostRaces',
  'gini',
  'quality',
  'offersPerMatch',
  'occupancy',
] as const satisfies readonly FigureName[];

export interface Compared {
  readonly workload: string;
  readonly policy: string;
  readonly runs: number;
  /** Over all runs together. */
  readonly figures: Figures;
  /** This policy minus the reference, run by run. The reference itself has none. */
  readonly differences?: Readonly<Record<FigureName, Interval>>;
}

/** One line for each policy, in the given order. The first is the reference, unless another one is named. */
export function compare(outcomes: readonly Outcome[], reference?: string): readonly Compared[] {
  const byPolicy = Map.groupBy(outcomes, (one) => one.policy);
  const first = reference ?? outcomes[0]?.policy ?? '';
  const base = dayByDay(byPolicy.get(first) ?? []);
  return [...byPolicy].map(([policy, all]) => ({
    workload: all[0]?.workload ?? '',
    policy,
    runs: all.length,
    figures: figuresOf(all),
    ...(policy === first ? {} : { differences: differencesOf(all, base) }),
  }));
}

/** Figures of each run by its seed. */
function dayByDay(outcomes: readonly Outcome[]): ReadonlyMap<number, Figures> {
  const worst = worstKindOf(outcomes.flatMap((one) => one.requests))?.kind;
  return new Map(outcomes.map((one) => [one.seed, figuresOf([one], worst)]));
}

function differencesOf(outcomes: readonly Outcome[], base: ReadonlyMap<number, Figures>): Readonly<Record<FigureName, Interval>> {
  const pairs = [...dayByDay(outcomes)].flatMap(([seed, mine]) => {
    const other = base.get(seed);
    return other === undefined ? [] : [{ mine, other }];
  });
  const of = (name: FigureName) => intervalOf(pairs.map(({ mine, other }) => mine[name] - other[name]));
  return {
    requests: of('requests'),
    abandoned: of('abandoned'),
    within60: of('within60'),
    p95: of('p95'),
    worstKind: of('worstKind'),
    lostRaces: of('lostRaces'),
    gini: of('gini'),
    quality: of('quality'),
    offersPerMatch: of('offersPerMatch'),
    occupancy: of('occupancy'),
  };
}
