/**
 * The first courier: from the stream of `live` it keeps the board's counters and the wait buckets. Consuming the same
 * record again changes nothing: every counter remembers what it counted last.
 */
import type { Problem } from '../../contract/problems.ts';
import { addSample, noWaits } from '../../domain/estimate/wait-counts.ts';
import { localDate, localHour } from '../../domain/hours/wall-clock.ts';
import { countedEventsMax } from '../../domain/limits.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { secondsBetween } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { decide, load } from '../decide.ts';
import { homeKeys } from '../records/keys.ts';
import { anyKind, dayCountsRecord, hourCountsRecord, kindOf, noFigures } from './count-records.ts';
import type { DayFigures, HourCounts } from './count-records.ts';

/** One change of a story as the stream told it, and when it was written. */
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

/** `evt_<subject>_<seq>`, shortened: enough to know it again among the last few. */
function eventDigest(ports: Ports, talk: Talk): string {
  return ports.vault.mac('event', talk.id, String(talk.seq)).slice(0, 8);
}

/**
 * Counts events of one space, oldest first. One read and one write per counter and batch; a batch that fails is
 * delivered again and counted once.
 */
export async function countEvents(ports: Ports, space: Space, events: readonly TalkEvent[]): Promise<Result<void, Problem>> {
  const byDate = Map.groupBy(
    events.filter((event) => figureOf[event.talk.event] !== undefined),
    (event) => localDate(space.timeZone, event.at),
  );
  for (const [date, ofDay] of byDate) {
    const done = await countDay(ports, space, date, ofDay);
    if (!done.ok) return done;
  }
  const waits = events
    .filter(isWait)
    .flatMap((event) => [anyKind, kindOf(event.talk.ask)].map((kind) => ({ ...event, kind, hour: hourOf(space, event) })));
  for (const [, ofKind] of Map.groupBy(waits, ({ kind, hour }) => `${hour} ${kind}`)) {
    const done = await countWaits(ports, space, ofKind);
    if (!done.ok) return done;
  }
  return ok();
}

/**
 * A wait that says something of the queue: until the first match, or in vain until it expired. Who cancelled may have had
 * other reasons, a rematch and a come-back count another wait.
 */
function isWait({ talk }: TalkEvent): boolean {
  if (talk.cameBackFrom !== undefined || talk.past.length > 0) return false;
  return talk.event === 'matched' || talk.event === 'expired';
}

/** The hour in which it was asked: whoever asks in that hour is told from it. */
function hourOf(space: Space, { talk }: TalkEvent): number {
  return localHour(space.timeZone, talk.askedAt).hour;
}

function waitOf({ talk, at }: TalkEvent): number {
  return secondsBetween(talk.askedAt, talk.match?.at ?? talk.endedAt ?? at);
}

function countDay(ports: Ports, space: Space, date: string, events: readonly TalkEvent[]): Promise<Result<void, Problem>> {
  return decide<void>(ports, async () => {
    const found = await load(ports, homeKeys.dayCounts(space.id, date), dayCountsRecord);
    if (!found.ok) return found;
    const before = found.value ?? { rev: '', space: space.id, date, figures: noFigures, waits: noWaits, counted: [] };
    let after = before;
    for (const event of events) {
      const digest = eventDigest(ports, event.talk);
      const figure = figureOf[event.talk.event];
      if (figure === undefined || after.counted.includes(digest)) continue;
      after = {
        ...after,
        figures: { ...after.figures, [figure]: after.figures[figure] + 1 },
        waits: isWait(event) ? addSample(after.waits, waitOf(event)) : after.waits,
        counted: [...after.counted, digest].slice(-countedEventsMax),
      };
    }
    return ok({ writes: after === before ? [] : [dayCountsRecord.put(ports.ids, after, found.value)], value: undefined });
  });
}

function countWaits(
  ports: Ports,
  space: Space,
  events: readonly (TalkEvent & { readonly kind: string; readonly hour: number })[],
): Promise<Result<void, Problem>> {
  const [first] = events;
  if (first === undefined) return Promise.resolve(ok());
  const { hour, kind } = first;
  return decide<void>(ports, async () => {
    const found = await load(ports, homeKeys.waitCounts(space.id, hour, kind), hourCountsRecord);
    if (!found.ok) return found;
    const before: HourCounts = found.value ?? { rev: '', space: space.id, hour, kind, waits: noWaits, counted: [] };
    let after = before;
    for (const event of events) {
      const digest = eventDigest(ports, event.talk);
      if (after.counted.includes(digest)) continue;
      after = {
        ...after,
        waits: addSample(after.waits, waitOf(event)),
        counted: [...after.counted, digest].slice(-countedEventsMax),
      };
    }
    return ok({ writes: after === before ? [] : [hourCountsRecord.put(ports.ids, after, found.value)], value: undefined });
  });
}
