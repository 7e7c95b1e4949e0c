/** What the planner gets of a room. */
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { RequestId, VolunteerId } from '../../domain/ids.ts';
import type { Demand } from '../../domain/policy/demand.ts';
import { readToTheEdge } from '../../domain/policy/order.ts';
import type { Snapshot } from '../../domain/policy/plan.ts';
import { onProbation } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { excludeUntil } from '../../domain/transitions/offer.ts';
import { dutyAt, isClosedAt } from '../../domain/opening.ts';
import type { RoomView } from './read-room.ts';

/** Pairs whose commit showed that they are blocked. */
export type Blocked = readonly { readonly request: RequestId; readonly volunteer: VolunteerId }[];

/**
 * The part of the view in which the plan can only overtake requests that were read. All requests that stay come before all that
 * are unread. So every request that one of them overtakes is in the snapshot, read, and counted.
 */
export function snapshotOf(
  space: Space,
  { waiting, edges, seats }: Pick<RoomView, 'waiting' | 'edges' | 'seats'>,
  known: { readonly blocked: Blocked; readonly demand: Demand | undefined },
  now: EpochMs,
): Snapshot {
  const { stillThereSeconds } = space.limits;
  const times = { promotionSeconds: space.policy.promotionSeconds, stillThereSeconds };
  const talks = readToTheEdge(waiting, edges, times, now).map((talk) => withoutBlocked(talk, known.blocked, now));
  return {
    talks,
    seats,
    stillThereSeconds,
    date: localDate(space.timeZone, now),
    ...(isClosedAt(space, now) ? { closed: true } : {}),
    ...(seats.some(onProbation) ? { duty: dutyAt(space, now) } : {}),
    ...(known.demand === undefined ? {} : { demand: known.demand }),
    overtaken: new Map(talks.flatMap(({ id, overtaken }) => (overtaken === undefined ? [] : [[id, overtaken]]))),
  };
}

function withoutBlocked(talk: Talk, blocked: Blocked, now: EpochMs): Talk {
  const never = blocked.filter((pair) => pair.request === talk.id);
  return never.reduce((seen, pair) => ({ ...seen, excludedVolunteers: excludeUntil(seen, pair.volunteer, null, now) }), talk);
}
