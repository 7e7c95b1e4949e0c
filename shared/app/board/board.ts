/**
 * The live board: counts, never content. The live state is counted now. The figures of today come from the counters of the event
 * counter.
 */
import type * as z from 'zod';
import type { boardView } from '../../contract/board.ts';
import type { Problem } from '../../contract/problems.ts';
import { noWaits } from '../../domain/estimate/wait-counts.ts';
import { isReachable } from '../../domain/eligibility.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { figuresSlackSeconds, figuresStaleSeconds, pageItemsMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { asItsSpaceSees } from '../../domain/person.ts';
import { plusSeconds, toIso, type EpochMs } from '../../domain/time.ts';
import type { Item, Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { dayCountsRecord, noFigures } from '../statistics/count-records.ts';
import { waitPercentile } from '../statistics/wait-percentile.ts';
import { loadElsewhere } from '../store/elsewhere.ts';
import { load, pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { names, selfIn } from '../cases/report-reader.ts';
import { readWholeRoom, type RoomView } from '../matching/read-room.ts';
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
  const today = await figuresOf(ports, space.value, room.value, now);
  if (!today.ok) return today;
  const cases = await openCases(ports, { subject: who.value.subject, space: id });
  if (!cases.ok) return cases;
  const moment = momentOf(space.value, now);
  const elsewhere = await loadElsewhere(ports, room.value.seats);
  if (!elsewhere.ok) return elsewhere;
  const seats = room.value.seats.map((seat) => asItsSpaceSees(seat, elsewhere.value.get(seat.volunteer) ?? [], moment, now));
  const { waiting, talking } = room.value;
  const oldest = Math.min(...waiting.map((talk) => talk.askedAt));
  return ok({
    at: toIso(now),
    waiting: waiting.length,
    offered: waiting.filter((talk) => talk.state === 'offered').length,
    oldestWaitSeconds: waiting.length === 0 ? null : Math.floor((now - oldest) / 1000),
    waitReasons: waitReasonsOf(space.value, { ...room.value, seats }, now),
    volunteersOn: seats.length,
    volunteersFree: seats.filter((seat) => isReachable(seat, moment, now)).length,
    conversationsOpen: talking.length,
    today: today.value,
    cases: cases.value,
  });
}

async function figuresOf(ports: Ports, space: Space, room: RoomView, now: EpochMs): Promise<Result<BoardView['today'], Problem>> {
  const date = localDate(space.timeZone, now);
  const counts = await load(ports, homeKeys.dayCounts(space.id, date), dayCountsRecord);
  // Figures that cannot be read must not hide the live state.
  if (!counts.ok && counts.error.code !== 'unreadable') return counts;
  const known = counts.ok ? counts.value : undefined;
  const { erased, cases: _cases, ...figures } = known?.figures ?? noFigures;
  const waits = known?.waits ?? noWaits;
  const upTo = known?.upTo;
  return ok({
    date,
    ...figures,
    cancelled: figures.cancelled + erased,
    accepted: figures.matched,
    waitP50: waitPercentile(waits, 0.5),
    waitP90: waitPercentile(waits, 0.9),
    countedUpTo: upTo === undefined ? null : toIso(upTo),
    stale: lastChanges(room, now).some((at) => isMissing(at, upTo) && localDate(space.timeZone, at) === date),
  });
}

/** When what the room shows happened: each question, offer and match that the figures should contain by now. */
function lastChanges({ waiting, talking }: RoomView, now: EpochMs): readonly EpochMs[] {
  const changes = [...waiting, ...talking].flatMap((talk) => [
    talk.createdAt,
    ...talk.offers.map((offer) => offer.at),
    ...(talk.match === undefined ? [] : [talk.match.at]),
  ]);
  return changes.filter((at) => at <= plusSeconds(now, -figuresStaleSeconds));
}

function isMissing(at: EpochMs, upTo: EpochMs | undefined): boolean {
  return upTo === undefined || at > plusSeconds(upTo, figuresSlackSeconds);
}

/**
 * Cases that wait for this coordinator. A report that names the coordinator is not counted: a
 * number that is larger than the list would tell them that there is one.
 */
async function openCases(
  ports: Ports,
  who: { readonly subject: string; readonly space: SpaceId },
): Promise<Result<BoardView['cases'], Problem>> {
  const { space } = who;
  const self = await selfIn(ports, who);
  if (!self.ok) return self;
  const [escalations, reports] = await Promise.all([
    counted(ports, { space, prefix: escalationPrefix }, (page) =>
      readable(ports, escalationRecord, page).filter(({ state }) => state !== 'closed'),
    ),
    counted(ports, { space, prefix: reportPrefix }, (page) =>
      readable(ports, reportRecord, page).filter((report) => report.state === 'open' && !names(report, self.value)),
    ),
  ]);
  if (!escalations.ok) return escalations;
  return reports.ok ? ok({ escalationsOpen: escalations.value, reportsOpen: reports.value }) : reports;
}

/** Counts all of them. Closed cases are deleted with their requests, so there are few. */
async function counted(
  ports: Ports,
  { space, prefix }: { readonly space: SpaceId; readonly prefix: string },
  openOf: (page: readonly Item[]) => readonly unknown[],
): Promise<Result<number, Problem>> {
  let open = 0;
  for await (const page of pages(ports, { table: 'home', pk: spacePk(space), prefix, limit: pageItemsMax })) {
    if (!page.ok) return page;
    open += openOf(page.value.items).length;
  }
  return ok(open);
}
