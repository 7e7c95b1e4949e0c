/**
 * The event counter: from the stream of `live` it keeps the counters of the board, the wait buckets and the demand. A record that
 * is consumed again changes nothing: every counter remembers what it counted last.
 */
import type { Problem } from '../../contract/problems.ts';
import { positionBucket } from '../../domain/estimate/position-bucket.ts';
import { addSample, noWaits } from '../../domain/estimate/wait-counts.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { latest, secondsBetween, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact, load } from '../store/transact.ts';
import { homeKeys } from '../store/keys.ts';
import { countDemand } from './count-demand.ts';
import { countedOnce, uncounted } from './count-once.ts';
import {
  anyKind,
  dayCountsRecord,
  positionCountsRecord,
  waitKindOf,
  noFigures,
  type DayCounts,
  type DayFigures,
  type PositionCounts,
} from './count-records.ts';

/** One change of a request as the stream delivered it, and when it was written. */
export interface TalkEvent {
  readonly talk: Talk;
  readonly at: EpochMs;
}

const figureOf: Partial<Record<Talk['event'], keyof DayFigures>> = {
  asked: 'asked',
  matched: 'matched',
  cancelled: 'cancelled',
  expired: 'expired',
  ended: 'ended',
  offered: 'offers',
  declined: 'declined',
  lapsed: 'lapsed',
};

/** What an event counts for. A case is raised with its request, or later. An erasure cancels a request that waits, and is counted apart. */
function figuresOf({ event, erasing, escalation }: Talk): readonly (keyof DayFigures)[] {
  if (event === 'not-safe-now') return ['cases'];
  const figure = event === 'cancelled' && erasing === true ? 'erased' : figureOf[event];
  if (figure === undefined) return [];
  return event === 'asked' && escalation !== undefined ? [figure, 'cases'] : [figure];
}

/**
 * Counts events of one space, oldest first. One read and one write per counter and batch. A batch that fails is delivered again
 * and counted once.
 */
export async function countEvents(ports: Ports, space: Space, events: readonly TalkEvent[]): Promise<Result<void, Problem>> {
  const byDate = Map.groupBy(
    events.filter((event) => figuresOf(event.talk).length > 0),
    (event) => localDate(space.timeZone, event.at),
  );
  for (const [date, ofDay] of byDate) {
    const done = await countDay(ports, space, date, ofDay);
    if (!done.ok) return done;
  }
  const waits = events
    .filter(isWait)
    .flatMap((event) => placesOf(event).flatMap((place) => kindsOf(event).map((kind) => ({ ...event, kind, place }))));
  for (const [, ofKind] of Map.groupBy(waits, ({ kind, place }) => `${place} ${kind}`)) {
    const done = await countWaits(ports, space, ofKind);
    if (!done.ok) return done;
  }
  return countDemand(
    ports,
    space,
    events.filter(({ talk }) => talk.event === 'asked'),
  );
}

/**
 * Whether the event ends a wait that says something about the queue: a wait until the first match, or until the request expired.
 * A seeker who cancelled may have had other reasons. A rematch and a come-back would count another wait.
 */
function isWait({ talk }: TalkEvent): boolean {
  if (talk.cameBackFrom !== undefined || talk.previousMatches.length > 0) return false;
  return talk.event === 'matched' || talk.event === 'expired';
}

/**
 * The bucket of the position that was told first. A later seeker at such a position gets an estimate from it. Empty if no
 * position was told.
 */
function placesOf({ talk: { positionAsked } }: TalkEvent): readonly number[] {
  return positionAsked === undefined ? [] : [positionBucket(positionAsked - 1)];
}

function kindsOf({ talk }: TalkEvent): readonly string[] {
  return [anyKind, waitKindOf(talk.criteria)];
}

function waitOf({ talk, at }: TalkEvent): number {
  return secondsBetween(talk.askedAt, talk.match?.at ?? talk.endedAt ?? at);
}

function countDay(ports: Ports, space: Space, date: string, events: readonly TalkEvent[]): Promise<Result<void, Problem>> {
  return transact<void>(ports, async () => {
    const found = await load(ports, homeKeys.dayCounts(space.id, date), dayCountsRecord);
    if (!found.ok) return found.error.code === 'unreadable' ? uncounted : found;
    const before: DayCounts = found.value ?? { rev: '', space: space.id, date, figures: noFigures, waits: noWaits, counted: [] };
    const after = countedOnce(ports, before, events, (counts, event) => ({
      ...counts,
      figures: figuresOf(event.talk).reduce(withOneMore, counts.figures),
      upTo: counts.upTo === undefined ? event.at : latest(counts.upTo, event.at),
      waits: isWait(event) ? addSample(counts.waits, waitOf(event)) : counts.waits,
    }));
    return ok({ writes: after === before ? [] : [dayCountsRecord.put(ports.ids, after, found.value)], value: undefined });
  });
}

function withOneMore(figures: DayFigures, figure: keyof DayFigures): DayFigures {
  return { ...figures, [figure]: figures[figure] + 1 };
}

function countWaits(
  ports: Ports,
  space: Space,
  events: readonly (TalkEvent & { readonly kind: string; readonly place: number })[],
): Promise<Result<void, Problem>> {
  const [first] = events;
  if (first === undefined) return Promise.resolve(ok());
  const { place, kind } = first;
  return transact<void>(ports, async () => {
    const found = await load(ports, homeKeys.waitCounts(space.id, place, kind), positionCountsRecord);
    if (!found.ok) return found.error.code === 'unreadable' ? uncounted : found;
    const before: PositionCounts = found.value ?? { rev: '', space: space.id, bucket: place, kind, waits: noWaits, counted: [] };
    const after = countedOnce(ports, before, events, (counts, event) => ({
      ...counts,
      waits: addSample(counts.waits, waitOf(event)),
    }));
    return ok({ writes: after === before ? [] : [positionCountsRecord.put(ports.ids, after, found.value)], value: undefined });
  });
}
