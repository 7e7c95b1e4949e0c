/** Rooms of a given size, for benchmarks: volunteers who are on, in a talk or free, and waiting requests. */
import { conversationOf } from '../../shared/domain/ids.ts';
import { noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import { newSeat, goOn } from '../../shared/domain/transitions/availability.ts';
import { Room } from '../engine/room.ts';
import { stream } from '../../random/policy-random.ts';
import { drawRequest } from '../workload/draw-requests.ts';
import { firstMidnight } from '../workload/draw-scenario.ts';
import { helpline } from '../workload/helpline.ts';
import { drawPerson, requestNo } from '../workload/mix.ts';

export interface RoomSize {
  readonly on: number;
  readonly free: number;
  readonly waiting: number;
}

/** Noon of the first simulated day. */
export const benchNow = plusSeconds(firstMidnight, 43_200);
/** Seconds over which the waiting requests arrived. */
const cameWithin = 600;

/** A room of the helpline with strong scarcity. */
export function roomOf({ on, free, waiting }: RoomSize, seed: number): Snapshot {
  const { mix, seekers, limits } = helpline({ perHour: 2400, load: 1.1, scarcity: 'strong' });
  const random = stream(seed, 'bench');
  const room = new Room(limits);
  for (let n = 0; n < waiting; n += 1) {
    const at = plusSeconds(benchNow, -Math.ceil(random.next() * cameWithin));
    room.ask(drawRequest(seed, { id: requestNo(n), at, mix, seekers }));
  }
  const seats = Array.from({ length: on }, (_, n): Seat => {
    const { volunteer, facts } = drawPerson(stream(seed, 'person', n), mix, n);
    const from = plusSeconds(benchNow, -Math.ceil(random.next() * 3600));
    const command = { session: 'bench', channels: facts.channels, capacity: 1, facts, leaseSeconds: 7200 };
    const seat = goOn(newSeat({ space: spaceOf(room), volunteer }, facts, from), command, from);
    if (n < free) return seat;
    const request = requestNo(waiting + n);
    return { ...seat, talks: [{ request, conversation: conversationOf(request, 1), at: from }] };
  });
  const snapshot = room.snapshot(benchNow);
  const demand = snapshot.talks.reduce((sum, talk) => withArrival(sum, talk.criteria, benchNow), noDemand(benchNow));
  return { ...snapshot, seats, demand, overtaken: new Map() };
}

function spaceOf(room: Room): Seat['space'] {
  const [talk] = room.snapshot(benchNow).talks;
  if (talk === undefined) throw new Error('no request waits in this room');
  return talk.space;
}
