/** The headline figures of runs: each counts all who asked, never only those who were served. */
import type { Outcome, RequestOutcome, Stretch } from '../engine/outcome.ts';
import { gini } from './gini.ts';
import { virtualWaitQuantile } from './kaplan-meier.ts';

export interface Figures {
  readonly requests: number;
  /** Share of all requests that gave up or were told that nobody came. */
  readonly abandoned: number;
  /** Share of all requests that had somebody within 60 seconds. */
  readonly within60: number;
  /** Seconds: 95th percentile of the wait of somebody who never gives up. */
  readonly p95: number;
  /** Abandonment of the kind of request that fares worst. */
  readonly worstKind: number;
  /** Times that a volunteer was told that somebody else was faster, per match. */
  readonly lostRaces: number;
  /** Of the volunteers' occupancy: 0 when everybody talks the same share of their time. */
  readonly gini: number;
  /** Mean fit of topic and preferences of those served, 0 to 1. */
  readonly quality: number;
  readonly offersPerMatch: number;
  /** Talking time as a share of the time volunteers were on. */
  readonly occupancy: number;
}

/** Seconds within which an answer counts as quick. */
const quickSeconds = 60;
/** Where so many give up that the estimate never reaches 95 %: as long as a request lives. Seconds. */
export const longestWait = 2700;
/** Kinds with fewer requests, or a smaller share of all, say nothing. */
const kindRequestsMin = 20;
const kindShareMin = 0.01;
/** Stretches shorter than this say nothing about how evenly work is spread: seconds. */
const stretchSecondsMin = 900;

/**
 * Figures over runs of one policy, taken together. Which kind fares worst may be given: of a single day it is a matter of luck,
 * so differences are taken for the kind that fares worst over all.
 */
export function figuresOf(outcomes: readonly Outcome[], worst?: string): Figures {
  const requests = outcomes.flatMap((one) => one.requests);
  const stretches = outcomes.flatMap((one) => one.stretches).filter((one) => one.to - one.from >= stretchSecondsMin * 1000);
  const served = requests.filter((one) => one.end === 'served');
  const matches = Math.max(1, served.length);
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    requests: requests.length,
    abandoned: share(requests, (one) => one.end !== 'served'),
    within60: share(requests, (one) => one.end === 'served' && one.waitSeconds <= quickSeconds),
    p95: p95Of(requests),
    worstKind: worst === undefined ? (worstKindOf(requests)?.abandoned ?? 0) : abandonedOf(requests, worst),
    lostRaces: sum((one) => one.tally.lostRaces) / matches,
    gini: gini(stretches.map(occupancyOf)),
    quality: served.reduce((total, one) => total + (one.quality ?? 0), 0) / matches,
    offersPerMatch: sum((one) => one.tally.offers) / matches,
    occupancy: stretches.reduce((total, one) => total + talkMs(one), 0) / stretches.reduce((total, one) => total + onMs(one), 1),
  };
}

/** Abandonment of each kind of request that is frequent enough. */
export function byKind(requests: readonly RequestOutcome[]): readonly {
  readonly kind: string;
  readonly requests: number;
  readonly abandoned: number;
  readonly within60: number;
  readonly p95: number;
}[] {
  return [...Map.groupBy(requests, (one) => one.kind)]
    .filter(([, all]) => all.length >= Math.max(kindRequestsMin, kindShareMin * requests.length))
    .map(([kind, all]) => ({
      kind,
      requests: all.length,
      abandoned: share(all, (one) => one.end !== 'served'),
      within60: share(all, (one) => one.end === 'served' && one.waitSeconds <= quickSeconds),
      p95: p95Of(all),
    }))
    .toSorted((a, b) => b.requests - a.requests);
}

/** The kind that abandons most often. */
export function worstKindOf(
  requests: readonly RequestOutcome[],
): { readonly kind: string; readonly abandoned: number } | undefined {
  return byKind(requests).toSorted((a, b) => b.abandoned - a.abandoned)[0];
}

function abandonedOf(requests: readonly RequestOutcome[], kind: string): number {
  return share(
    requests.filter((one) => one.kind === kind),
    (one) => one.end !== 'served',
  );
}

/** Seconds: 95th percentile of the virtual wait. */
export function p95Of(requests: readonly RequestOutcome[]): number {
  const waits = requests.map((one) => ({ seconds: one.waitSeconds, served: one.end === 'served' }));
  return virtualWaitQuantile(waits, 0.95) ?? longestWait;
}

/** Talking time as a share of the time on, of all places together. */
export function occupancyOf(stretch: Stretch): number {
  return talkMs(stretch) / onMs(stretch);
}

function talkMs({ talks }: Stretch): number {
  return talks.reduce((sum, one) => sum + one.to - one.from, 0);
}

function onMs({ from, to, capacity }: Stretch): number {
  return (to - from) * capacity;
}

function share<T>(all: readonly T[], of: (one: T) => boolean): number {
  return all.filter(of).length / Math.max(1, all.length);
}
