/** "Give me the one who needs it most": runs the planner for this volunteer alone. It is never a list to browse. */
import type { Problem } from '../../contract/problems.ts';
import { planRoundsMax, roomPagesMax } from '../../domain/limits.ts';
import { heldBackBy, mayBeAsked, unservedBy, type NoOfferReason } from '../../domain/no-offer.ts';
import { planMatches } from '../../domain/policy/plan-matches.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { taken, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { leaseOf, reasonViews, type ExplainedAvailability } from '../availability/availability-view.ts';
import { seatUnderRules } from '../store/refresh-seat.ts';
import { loadSeat, presentSeat } from '../store/seats.ts';
import { unavailable } from '../store/transact.ts';
import { commitOffer } from '../matching/commit-offer.ts';
import { readRoom } from '../matching/read-room.ts';
import { snapshotOf, type Blocked } from '../matching/snapshot.ts';
import { listBlock, unlistedBlocks } from '../matching/unlisted-blocks.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { loadElsewhere, type Elsewhere } from '../store/elsewhere.ts';
import { roomOf } from '../store/keys.ts';
import { wake } from '../store/rooms.ts';
import { loadOffered } from '../store/talk-aggregate.ts';
import type { MineCommand } from './list-offers.ts';
import { offerViewOf, type OfferView } from './offer-view.ts';

/** The other volunteers count for what a request waits for, but only this volunteer can get an offer now. */
function asIfFull(seat: Seat): Seat {
  return { ...seat, capacity: taken(seat) };
}

export interface NextOffer {
  readonly offer?: OfferView | undefined;
  /** Why there is no offer. Empty without an offer: no request waits. */
  readonly reasons: ExplainedAvailability['reasons'];
  readonly leaseExpiresAt?: string;
}

/**
 * An offer: the open one if there is one, else a new one. Without one, the reasons. 401, 404, 409 not-eligible with the reasons if the
 * volunteer may not be asked at all: off, or on probation while no coordinator is on duty.
 */
export async function nextOffer(ports: Ports, command: MineCommand, now: EpochMs): Promise<Result<NextOffer, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const { space, volunteer } = me.value;
  let blocked: Blocked = [];
  for (let round = 1; round <= planRoundsMax; round += 1) {
    const present = await presentSeat(ports, space, volunteer.id, now);
    if (!present.ok) return present;
    const seat = present.value === undefined ? ok(undefined) : await seatUnderRules(ports, space, present.value, now);
    if (!seat.ok) return seat;
    const elsewhere = await loadElsewhere(ports, seat.value === undefined ? [] : [seat.value]);
    if (!elsewhere.ok) return elsewhere;
    const held = heldBackBy({ ...me.value, seat: seat.value, elsewhere: elsewhere.value.get(volunteer.id) }, now);
    if (seat.value === undefined || !mayBeAsked(held))
      return err({ code: 'not-eligible', members: { reasons: reasonViews(held) } });
    const lease = leaseOf(seat.value);
    const open = await openOfferOf(ports, space, seat.value, now);
    if (!open.ok) return open;
    if (open.value !== undefined) return ok({ offer: open.value, reasons: [], ...lease });
    const outcome = await planFor(ports, space, { seat: seat.value, elsewhere: elsewhere.value, blocked }, now);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'nobody') {
      // The matcher may have offered a request to this volunteer in between. Then that offer is the answer.
      const after = await loadSeat(ports, space, volunteer.id);
      const offer = after.ok ? await openOfferOf(ports, space, after.value ?? seat.value, now) : after;
      const reasons = held.length > 0 ? held : outcome.value.reasons;
      return offer.ok ? ok({ offer: offer.value, reasons: reasonViews(reasons), ...lease }) : offer;
    }
    if (outcome.value.kind === 'offered') {
      await wake(ports, space.id);
      return ok({ offer: outcome.value.view, reasons: [], ...lease });
    }
    if (outcome.value.kind === 'blocked') {
      await listBlock(ports, space.id, outcome.value.pair, now);
      blocked = [...blocked, outcome.value.pair];
    }
    await ports.backoff.pause(round);
  }
  return err(unavailable);
}

async function openOfferOf(
  ports: Ports,
  space: Space,
  seat: Seat,
  now: EpochMs,
): Promise<Result<OfferView | undefined, Problem>> {
  const talks = await loadOffered(ports, seat);
  if (!talks.ok) return talks;
  const [held] = seat.offers;
  const talk = talks.value.find((one) => one.id === held?.request);
  const offer = talk?.offers.find((one) => one.id === held?.id);
  return ok(talk === undefined || offer === undefined ? undefined : offerViewOf(space, { talk, offer }, now));
}

type Outcome =
  | { readonly kind: 'lost' }
  /** Empty reasons: no request waits. */
  | { readonly kind: 'nobody'; readonly reasons: readonly NoOfferReason[] }
  | { readonly kind: 'blocked'; readonly pair: Blocked[number] }
  | { readonly kind: 'offered'; readonly view: OfferView };

async function planFor(
  ports: Ports,
  space: Space,
  { seat, elsewhere, blocked }: { readonly seat: Seat; readonly elsewhere: Elsewhere; readonly blocked: Blocked },
  now: EpochMs,
): Promise<Result<Outcome, Problem>> {
  const room = await readRoom(ports, roomOf(space.id), roomPagesMax);
  if (!room.ok) return room;
  const others = room.value.seats.filter((one) => one.volunteer !== seat.volunteer).map(asIfFull);
  const unlisted = await unlistedBlocks(ports, room.value.waiting, [seat.volunteer], now);
  if (!unlisted.ok) return unlisted;
  // No other volunteer can be chosen, so prices make no difference and the demand is not read.
  const known = { blocked: [...blocked, ...unlisted.value], demand: undefined };
  const snapshot = snapshotOf(space, { ...room.value, seats: [seat, ...others], elsewhere }, known, now);
  const [planned] = planMatches(snapshot, space.policy, now).offers;
  const talk = room.value.waiting.find((one) => one.id === planned?.request);
  if (planned === undefined || talk === undefined) {
    const { waiting } = room.value;
    return ok({ kind: 'nobody', reasons: waiting.length === 0 ? [] : unservedBy(seat, waiting) });
  }
  const { reasons, passes: passedIds = [] } = planned;
  const passes = room.value.waiting.filter((one) => passedIds.includes(one.id));
  if (passes.length < passedIds.length) throw new Error('a plan may only name what is in its snapshot');
  const wanted = { pair: { talk, seat }, reasons, passes, elsewhere: elsewhere.get(seat.volunteer) ?? [] };
  const outcome = await commitOffer(ports, space, wanted, now);
  if (outcome.kind === 'committed') {
    const offer = outcome.pair.talk.offers.at(-1);
    if (offer === undefined) throw new Error('a committed offer is on its request');
    return ok({ kind: 'offered', view: offerViewOf(space, { talk: outcome.pair.talk, offer }, now) });
  }
  if (outcome.kind === 'unavailable') return err(unavailable);
  const pair = { request: talk.id, volunteer: seat.volunteer };
  return ok(outcome.kind === 'blocked' ? { kind: 'blocked', pair } : { kind: 'lost' });
}
