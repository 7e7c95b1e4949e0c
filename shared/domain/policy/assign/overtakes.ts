/**
 * Which request may overtake which (invariant 7). Within a need class, a request that few volunteers can serve may come before
 * older ones that many can serve, as long as no request is overtaken more than `overtakesMax` times in all. Need classes never
 * overtake each other.
 */
import { overtakeRoundsMax, passesPerOfferMax } from '../../limits.ts';
import type { RequestId } from '../../ids.ts';
import type { EpochMs } from '../../time.ts';
import { needsKey, remembered } from '../criteria-keys.ts';
import { kindOf } from '../demand.ts';
import type { QueueEntry } from '../explain/explain.ts';
import type { Candidate } from '../candidates.ts';
import { onFor } from './prices.ts';

/**
 * A plan in progress: which of the free volunteers each request gets (by index), and which older requests each of them overtakes.
 */
export interface Pairing {
  readonly candidates: ReadonlyMap<QueueEntry, number>;
  readonly passes: ReadonlyMap<QueueEntry, readonly QueueEntry[]>;
}

export interface Overtaking {
  readonly max: number;
  /** How often each request was overtaken before. Absent: not counted. */
  readonly before: ReadonlyMap<RequestId, number> | undefined;
  /** How few volunteers can serve a request, and how long it has waited. The higher value comes first. */
  readonly urgency: (asking: QueueEntry) => number;
  /** Pairs as many requests as possible, the first in this order first. */
  readonly pair: (order: readonly QueueEntry[]) => ReadonlyMap<QueueEntry, number>;
  readonly mayServe: (asking: QueueEntry, candidate: number) => boolean;
}

/** The weight of a second of waiting, and of having no volunteer who can serve. */
const waitWeight = 0.002;
const scarcityWeight = 1;
/** Volunteers added to those who are on, so that a request that no volunteer can serve has a finite urgency. */
const scarcityOffset = 0.5;

/** The urgency of requests among these volunteers at this moment. */
export function urgencyAmong(candidates: readonly Candidate[], now: EpochMs): (asking: QueueEntry) => number {
  const scarcity = new Map<string, number>();
  return ({ talk }) => {
    const scarce = () => scarcityWeight / (scarcityOffset + onFor(kindOf(talk.criteria), candidates));
    return remembered(scarcity, needsKey({ ...talk.criteria, topics: [] }), scarce) + (waitWeight * (now - talk.askedAt)) / 1000;
  };
}

/**
 * Pairs the queue, the most urgent of a class first. A request that would be overtaken too often, or by a request that overtakes
 * too many, is protected. The protected requests come first in their class, in the order of the queue, so they are not overtaken.
 * Then the pairing is done again. The last attempt keeps strictly to the order of the queue.
 */
export function pairWithOvertaking(queue: readonly QueueEntry[], overtaking: Overtaking): Pairing {
  const { max, before } = overtaking;
  if (max > 0 && before !== undefined) {
    const counted = (asking: QueueEntry) => before.get(asking.talk.id) ?? 0;
    const protectedRequests = new Set(queue.filter((asking) => counted(asking) >= max));
    for (let round = 0; round < overtakeRoundsMax; round += 1) {
      const candidates = overtaking.pair(prioritised(queue, protectedRequests, overtaking.urgency));
      const passes = passesOf(queue, candidates, overtaking);
      const newlyProtected = [...passedTooOften(passes, counted, max), ...passedWithTooMany(passes)];
      if (newlyProtected.length === 0) return { candidates, passes };
      for (const asking of newlyProtected) protectedRequests.add(asking);
    }
  }
  return { candidates: overtaking.pair(queue), passes: new Map() };
}

function passedTooOften(passes: Pairing['passes'], counted: (asking: QueueEntry) => number, max: number): readonly QueueEntry[] {
  const times = new Map<QueueEntry, number>();
  for (const one of [...passes.values()].flat()) times.set(one, (times.get(one) ?? 0) + 1);
  return [...times].flatMap(([asking, more]) => (counted(asking) + more > max ? [asking] : []));
}

/** The oldest of the overtaken requests. Once protected, one of them takes that volunteer. */
function passedWithTooMany(passes: Pairing['passes']): readonly QueueEntry[] {
  return [...passes.values()].flatMap((passed) => passed.slice(0, -passesPerOfferMax));
}

function prioritised(
  queue: readonly QueueEntry[],
  protectedRequests: ReadonlySet<QueueEntry>,
  urgency: Overtaking['urgency'],
): readonly QueueEntry[] {
  const keys = queue.map((asking) => ({ asking, urgency: protectedRequests.has(asking) ? Infinity : urgency(asking) }));
  // The sort is stable: equal requests stay in the order of the queue.
  return keys
    .sort((a, b) => a.asking.needClass - b.asking.needClass || compareDown(a.urgency, b.urgency))
    .map(({ asking }) => asking);
}

function compareDown(a: number, b: number): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}

/**
 * For each request that is served: the earlier requests that are not served and that its volunteer could have served. They are of
 * the same class, because pairs are made that way.
 */
function passesOf(
  queue: readonly QueueEntry[],
  candidates: ReadonlyMap<QueueEntry, number>,
  { mayServe }: Overtaking,
): ReadonlyMap<QueueEntry, readonly QueueEntry[]> {
  const passes = new Map<QueueEntry, readonly QueueEntry[]>();
  const left: QueueEntry[] = [];
  for (const asking of queue) {
    const candidate = candidates.get(asking);
    if (candidate === undefined) left.push(asking);
    else {
      const passed = left.filter((older) => mayServe(older, candidate));
      if (passed.length > 0) passes.set(asking, passed);
    }
  }
  return passes;
}
