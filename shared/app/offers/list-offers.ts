/** The offers of a volunteer, and the conversations they are in. Reading them is a sign of presence: it extends the lease. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
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
  const items = await offersOf(ports, me.value.space, seat.value, now);
  return items.ok ? ok({ volunteer, items: items.value, ...leaseOf(seat.value) }) : items;
}

async function offersOf(ports: Ports, space: Space, seat: Seat | undefined, now: EpochMs): Promise<Result<OfferView[], Problem>> {
  if (seat === undefined || seat.offers.length === 0) return ok([]);
  const held = new Set(seat.offers.map((offer) => offer.id));
  const talks = await loadOffered(ports, seat);
  if (!talks.ok) return talks;
  return ok(
    talks.value.flatMap((talk) =>
      talk.offers.filter((offer) => held.has(offer.id)).map((offer) => offerViewOf(space, { talk, offer }, now)),
    ),
  );
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
  const items = await conversationsOf(ports, seat.value);
  return items.ok ? ok({ items: items.value, ...leaseOf(seat.value) }) : items;
}

async function conversationsOf(ports: Ports, seat: Seat | undefined): Promise<Result<MyConversationView[], Problem>> {
  const open = seat?.talks ?? [];
  if (open.length === 0) return ok([]);
  const talks = await loadMany(
    ports,
    open.map((one) => liveKeys.talk(one.request)),
    talkRecord,
  );
  if (!talks.ok) return talks;
  const mine = new Set(open.map((one) => one.conversation));
  return ok(
    talks.value.flatMap((talk) =>
      talk.match !== undefined && mine.has(talk.match.conversation) ? [myConversationViewOf(talk, talk.match)] : [],
    ),
  );
}

export interface Listed {
  readonly offers: OfferView[];
  readonly conversations: MyConversationView[];
}

/** The offers and the open conversations of a seat. 503. */
export async function listedOf(
  ports: Ports,
  space: Space,
  seat: Seat | undefined,
  now: EpochMs,
): Promise<Result<Listed, Problem>> {
  const [offers, conversations] = await Promise.all([offersOf(ports, space, seat, now), conversationsOf(ports, seat)]);
  if (!offers.ok) return offers;
  return conversations.ok ? ok({ offers: offers.value, conversations: conversations.value }) : conversations;
}
