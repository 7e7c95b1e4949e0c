/** The main figures of runs. Each counts all requests, and not only those that were served. */
import type { Outcome, RequestOutcome, VolunteerSession } from '../engine/outcome.ts';
import { gini } from './gini.ts';
import { virtualWaitQuantile } from './kaplan-meier.ts';

export interface Figures {
  readonly requests: number;
  /** Share of all requests whose seeker gave up or was told that no volunteer came. */
  readonly abandoned: number;
  /** Share of all requests that were matched within 60 seconds. */
  readonly within60: number;
  /** Seconds: 95th percentile of the virtual wait, the wait of a seeker who never gives up. */
  readonly p95: number;
  /** Abandonment of the kind of request with the highest abandonment. */
  readonly worstKind: number;
  /** Offers withdrawn because another volunteer was faster, per match. */
  readonly lostRaces: number;
  /** Gini of the volunteers' occupancy: 0 when every volunteer talks the same share of the time on. */
  readonly gini: number;
  /** Mean fit of topic and preferences of those served, 0 to 1. */
  readonly quality: number;
  readonly offersPerMatch: number;
  /** Talking time as a share of the time volunteers were on. */
  readonly occupancy: number;
}

/** Seconds within which a match counts as quick. */
const quickSeconds = 60;
/** Shown when so many seekers give up that the estimate never reaches 95 %: the lifetime of a request. Seconds. */
export const longestWait = 2700;
/** Kinds with fewer requests, or with a smaller share of all requests, are left out: chance decides their figures. */
const kindRequestsMin = 20;
const kindShareMin = 0.01;
/** Sessions shorter than this say nothing about how evenly work is spread: seconds. */
const sessionSecondsMin = 900;

/**
 * Figures over runs of one policy, taken together. The kind with the highest abandonment may be given: in a single day it depends
 * on chance, so differences use the kind that is highest over all days.
 */
export function figuresOf(outcomes: readonly Outcome[], worst?: string): Figures {
  const requests = outcomes.flatMap((one) => one.requests);
  const sessions = outcomes.flatMap((one) => one.sessions).filter((one) => one.to - one.from >= sessionSecondsMin * 1000);
  const served = requests.filter((one) => one.end === 'served');
  const matches = Math.max(1, served.length);
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  return {
    requests: requests.length,
    abandoned: share(requests, (one) => one.end !== 'served'),
    within60: share(requests, (one) => one.end === 'served' && one.waitSeconds <= quickSeconds),
    p95: p95Of(requests),
    worstKind: worst === undefined ? (worstKindOf(requests)?.abandoned ?? 0) : abandonedOf(requests, worst),
    lostRaces: sum((one) => one.counts.lostRaces) / matches,
    gini: gini(sessions.map(occupancyOf)),
    quality: served.reduce((total, one) => total + (one.quality ?? 0), 0) / matches,
    offersPerMatch: sum((one) => one.counts.offers) / matches,
    occupancy: sessions.reduce((total, one) => total + talkMs(one), 0) / sessions.reduce((total, one) => total + onMs(one), 1),
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

/** The kind of request with the highest abandonment. */
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

/** Talking time as a share of the time on, over all places together. */
export function occupancyOf(session: VolunteerSession): number {
  return talkMs(session) / onMs(session);
}

function talkMs({ talks }: VolunteerSession): number {
  return talks.reduce((sum, one) => sum + one.to - one.from, 0);
}

function onMs({ from, to, capacity }: VolunteerSession): number {
  return (to - from) * capacity;
}

function share<T>(all: readonly T[], of: (one: T) => boolean): number {
  return all.filter(of).length / Math.max(1, all.length);
}
