/** The offers of a volunteer, and the conversations they are in. Reading them is a sign of presence: it extends the lease. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { leaseOf } from '../availability/availability-view.ts';
import { presentSeat } from '../store/seats.ts';
import type { Caller } from '../access/callers.ts';
import { loadMany } from '../store/transact.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { liveKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadOffered } from '../store/talk-aggregate.ts';
import { myConversationViewOf, offerViewOf, type MyConversationView, type OfferView } from './offer-view.ts';

export interface MineCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/** What a list of the volunteer says beside its items: the lease, which reading it has extended. */
interface Lease {
  readonly leaseExpiresAt?: string;
}

export interface MyOffers extends Lease {
  readonly volunteer: VolunteerId;
  readonly items: OfferView[];
}

/** The caller's open offers, oldest first. 401, 404. */
export async function listOffers(ports: Ports, command: MineCommand, now: EpochMs): Promise<Result<MyOffers, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const volunteer = me.value.volunteer.id;
  const seat = await presentSeat(ports, me.value.space, volunteer, now);
  if (!seat.ok) return seat;
  if (seat.value === undefined || seat.value.offers.length === 0) return ok({ volunteer, items: [], ...leaseOf(seat.value) });
  const held = new Set(seat.value.offers.map((offer) => offer.id));
  const talks = await loadOffered(ports, seat.value);
  if (!talks.ok) return talks;
  const items = talks.value.flatMap((talk) =>
    talk.offers.filter((offer) => held.has(offer.id)).map((offer) => offerViewOf(me.value.space, { talk, offer }, now)),
  );
  return ok({ volunteer, items, ...leaseOf(seat.value) });
}

export interface MyConversations extends Lease {
  readonly items: MyConversationView[];
}

/** The caller's open conversations, for an app that starts again. */
export async function listMyConversations(
  ports: Ports,
  command: MineCommand,
  now: EpochMs,
): Promise<Result<MyConversations, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const seat = await presentSeat(ports, me.value.space, me.value.volunteer.id, now);
  if (!seat.ok) return seat;
  const open = seat.value?.talks ?? [];
  const talks = await loadMany(
    ports,
    open.map((one) => liveKeys.talk(one.request)),
    talkRecord,
  );
  if (!talks.ok) return talks;
  const mine = new Set(open.map((one) => one.conversation));
  const items = talks.value.flatMap((talk) =>
    talk.match !== undefined && mine.has(talk.match.conversation) ? [myConversationViewOf(talk, talk.match)] : [],
  );
  return ok({ items, ...leaseOf(seat.value) });
}
