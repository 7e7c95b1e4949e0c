/** What the planner gets of a room. */
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { RequestId, VolunteerId } from '../../domain/ids.ts';
import type { Demand } from '../../domain/policy/demand.ts';
import { readToTheEdge } from '../../domain/policy/order.ts';
import type { Snapshot } from '../../domain/policy/plan.ts';
import { asOnePerson } from '../../domain/person.ts';
import { isBehind, onProbation } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { dutyAt, isClosedAt } from '../../domain/opening.ts';
import type { RoomView } from './read-room.ts';

/** Pairs that are blocked although the request does not list it. */
export type Blocked = readonly { readonly request: RequestId; readonly volunteer: VolunteerId }[];

/**
 * The part of the view in which the plan can only overtake requests that were read. All requests that stay come before all that
 * are unread. So every request that one of them overtakes is in the snapshot, read, and counted.
 */
export function snapshotOf(
  space: Space,
  { waiting, edges, seats, elsewhere }: Pick<RoomView, 'waiting' | 'edges' | 'seats' | 'elsewhere'>,
  known: { readonly blocked: Blocked; readonly demand: Demand | undefined },
  now: EpochMs,
): Snapshot {
  const { stillThereSeconds } = space.limits;
  const times = { promotionSeconds: space.policy.promotionSeconds, stillThereSeconds };
  const talks = readToTheEdge(waiting, edges, times, now).map((talk) => withoutBlocked(talk, known.blocked));
  const date = localDate(space.timeZone, now);
  // A seat that is behind the rules of the space gets new facts before its next offer (invariant 6).
  const current = seats.filter((seat) => !isBehind(seat, space));
  return {
    talks,
    seats: current.map((seat) => asOnePerson(seat, elsewhere?.get(seat.volunteer) ?? [], date)),
    stillThereSeconds,
    date,
    ...(isClosedAt(space, now) ? { closed: true } : {}),
    ...(seats.some(onProbation) ? { duty: dutyAt(space, now) } : {}),
    ...(known.demand === undefined ? {} : { demand: known.demand }),
    overtaken: new Map(talks.flatMap(({ id, overtaken }) => (overtaken === undefined ? [] : [[id, overtaken]]))),
  };
}

/** The request with these pairs excluded too. It is only for a plan and never stored, so its list has no bound. */
export function withoutBlocked(talk: Talk, blocked: Blocked): Talk {
  const never = blocked.filter((pair) => pair.request === talk.id).map(({ volunteer }) => ({ volunteer, until: null }));
  return never.length === 0 ? talk : { ...talk, excludedVolunteers: [...talk.excludedVolunteers, ...never] };
}
