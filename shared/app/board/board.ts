/**
 * The live board: counts, never content. The live state is counted now. The figures of today come from the counters of the event
 * counter.
 */
import type * as z from 'zod';
import type { boardView } from '../../contract/board.ts';
import type { Problem } from '../../contract/problems.ts';
import { noWaits, sampleCount, waitBuckets, type WaitCounts } from '../../domain/estimate/wait-counts.ts';
import { isReachable } from '../../domain/eligibility.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { pageItemsMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { dayCountsRecord, noFigures } from '../statistics/count-records.ts';
import { load, query } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { names, selfIn } from '../cases/report-reader.ts';
import { readWholeRoom } from '../matching/read-room.ts';
import { escalationRecord, reportRecord } from '../store/home-records.ts';
import { escalationPrefix, homeKeys, reportPrefix, roomOf, spacePk } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { momentOf } from '../../domain/opening.ts';
import { waitReasonsOf } from './wait-reasons.ts';

export type BoardView = z.input<typeof boardView>;

/** The board for a coordinator of the space. 401, 404. */
export async function showBoard(
  ports: Ports,
  { caller, space: id }: { readonly caller: Caller; readonly space: SpaceId },
  now: EpochMs,
): Promise<Result<BoardView, Problem>> {
  const who = await coordinatorOf(ports, caller, id);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  const room = await readWholeRoom(ports, roomOf(id));
  if (!room.ok) return room;
  const today = await figuresOf(ports, space.value, now);
  if (!today.ok) return today;
  const cases = await openCases(ports, { subject: who.value.subject, space: id });
  if (!cases.ok) return cases;
  const { waiting, talking, seats } = room.value;
  const moment = momentOf(space.value, now);
  const oldest = Math.min(...waiting.map((talk) => talk.askedAt));
  return ok({
    at: toIso(now),
    waiting: waiting.length,
    offered: waiting.filter((talk) => talk.state === 'offered').length,
    oldestWaitSeconds: waiting.length === 0 ? null : Math.floor((now - oldest) / 1000),
    waitReasons: waitReasonsOf(space.value, room.value, now),
    volunteersOn: seats.length,
    volunteersFree: seats.filter((seat) => isReachable(seat, moment, now)).length,
    conversationsOpen: talking.length,
    today: today.value,
    cases: cases.value,
  });
}

async function figuresOf(ports: Ports, space: Space, now: EpochMs): Promise<Result<BoardView['today'], Problem>> {
  const date = localDate(space.timeZone, now);
  const counts = await load(ports, homeKeys.dayCounts(space.id, date), dayCountsRecord);
  // Figures that cannot be read must not hide the live state.
  if (!counts.ok && counts.error.code !== 'unreadable') return counts;
  const known = counts.ok ? counts.value : undefined;
  const figures = known?.figures ?? noFigures;
  const waits = known?.waits ?? noWaits;
  return ok({
    date,
    ...figures,
    accepted: figures.matched,
    waitP50Seconds: percentile(waits, 0.5),
    waitP90Seconds: percentile(waits, 0.9),
  });
}

/**
 * The upper bound of the bucket that contains the percentile. Null if no seeker has waited yet, or if the percentile lies in the
 * bucket without a bound.
 */
function percentile(waits: WaitCounts, share: number): number | null {
  const wanted = sampleCount(waits) * share;
  if (wanted === 0) return null;
  let sum = 0;
  for (const [at, held] of waits.entries()) {
    sum += held;
    if (sum >= wanted) return waitBuckets[at]?.toSeconds ?? null;
  }
  return null;
}

/**
 * Cases that wait for this coordinator, among the latest of each kind. A report that names the coordinator is not counted: a
 * number that is larger than the list would tell them that there is one.
 */
async function openCases(
  ports: Ports,
  who: { readonly subject: string; readonly space: SpaceId },
): Promise<Result<BoardView['cases'], Problem>> {
  const { space } = who;
  const self = await selfIn(ports, who);
  if (!self.ok) return self;
  const latest = (prefix: string) =>
    query(ports, { table: 'home', pk: spacePk(space), prefix, descending: true, limit: pageItemsMax });
  const [escalations, reports] = await Promise.all([latest(escalationPrefix), latest(reportPrefix)]);
  if (!escalations.ok) return escalations;
  if (!reports.ok) return reports;
  return ok({
    escalationsOpen: readable(ports, escalationRecord, escalations.value.items).filter(({ state }) => state !== 'closed').length,
    reportsOpen: readable(ports, reportRecord, reports.value.items).filter(
      (report) => report.state === 'open' && !names(report, self.value),
    ).length,
  });
}
