/** Accepting or declining an offer. */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { OfferId } from '../../domain/ids.ts';
import { linkFor, usableHandover } from '../../domain/meeting.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { capacityOf, taken, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Match, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { type Accepted, acceptOffer, alreadyWon } from '../../domain/transitions/accept.ts';
import { withLease } from '../../domain/transitions/availability.ts';
import { endOffer, seatWithoutOffer } from '../../domain/transitions/offer.ts';
import type { Ports } from '../../ports.ts';
import { seatUnderRules } from '../store/refresh-seat.ts';
import { loadSeat, presentSeat } from '../store/seats.ts';
import { transact, load, type Transaction } from '../store/transact.ts';
import { notBlocked } from '../matching/commit-offer.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { blockRecord } from '../store/home-records.ts';
import { homeKeys, liveKeys } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';
import { wake, wakeElsewhere } from '../store/rooms.ts';
import { loadSeatsOf, talkAggregateWrites } from '../store/talk-aggregate.ts';
import type { MineCommand } from './list-offers.ts';
import { myConversationViewOf, type MyConversationView } from './offer-view.ts';

export interface AnswerCommand extends MineCommand {
  readonly offer: OfferId;
}

interface Won {
  readonly talk: Talk;
  readonly match: Match;
  /** Another volunteer is free again, or this volunteer has another place: the room has something to match. */
  readonly frees: boolean;
}

type Answer = Result<Transaction<Won | undefined>, Problem>;

const gone: Problem = { code: 'offer-gone' };

/**
 * Accepts the offer. A repetition gets the same answer. 409 offer-gone only if the offer is gone: after a lost race the state is
 * read again, and the volunteer who got the match is told so.
 */
export async function acceptMyOffer(
  ports: Ports,
  command: AnswerCommand,
  now: EpochMs,
): Promise<Result<MyConversationView, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const { space, volunteer } = me.value;
  const done = await transact(ports, async (tried): Promise<Answer> => {
    const stored = await loadSeat(ports, space, volunteer.id);
    if (!stored.ok) return stored;
    const seat = stored.value === undefined ? ok(undefined) : await seatUnderRules(ports, space, stored.value, now);
    if (!seat.ok) return seat;
    const request = requestOf(seat.value, command.offer);
    if (seat.value === undefined || request === undefined) return err(gone);
    const talk = await load(ports, liveKeys.talk(request), talkRecord);
    if (!talk.ok) return talk;
    if (talk.value === undefined) return err(gone);
    const acceptedOffers = alreadyWon(talk.value, seat.value, command.offer);
    if (acceptedOffers !== undefined)
      return ok({ writes: [], value: { talk: talk.value, match: acceptedOffers, frees: tried > 1 } });
    return attempt(ports, space, { talk: talk.value, seat: seat.value, offer: command.offer }, now);
  });
  if (!done.ok) return done;
  if (done.value === undefined || done.value.frees) await wake(ports, space.id);
  if (done.value === undefined) return err(gone);
  return ok(myConversationViewOf(done.value.talk, done.value.match));
}

function requestOf(seat: Seat | undefined, offer: OfferId): Talk['id'] | undefined {
  return (
    seat?.offers.find((open) => open.id === offer)?.request ?? seat?.acceptedOffers.find((one) => one.offer === offer)?.request
  );
}

interface Held {
  readonly talk: Talk;
  readonly seat: Seat;
  readonly offer: OfferId;
}

/** Accepts. If the pair no longer fits or is blocked, withdraws the offer on both sides. */
async function attempt(ports: Ports, space: Space, held: Held, now: EpochMs): Promise<Answer> {
  const { talk, seat, offer } = held;
  const holders = await loadSeatsOf(ports, talk);
  if (!holders.ok) return holders;
  const others = holders.value.filter((one) => one.volunteer !== seat.volunteer);
  const blocked = await isBlocked(ports, talk, seat);
  if (!blocked.ok) return blocked;
  const command = {
    talk,
    seat,
    others,
    offer,
    talkSecondsMax: space.limits.talkSecondsMax,
    date: localDate(space.timeZone, now),
  };
  const accepted = acceptOffer(command, now);
  if (!accepted.ok && accepted.error.code === 'offer-gone') return err(gone);
  const before = { talk, seats: [seat, ...others] };
  if (!accepted.ok || blocked.value) {
    const ended = endOffer({ talk, seat }, offer, 'withdrawn', now);
    return ok({
      writes: talkAggregateWrites(ports, before, { talk: ended.talk, seats: [ended.seat, ...others] }, space),
      value: undefined,
    });
  }
  const matched = ofSpace(accepted.value, space, now);
  const writes = talkAggregateWrites(ports, before, { talk: matched.talk, seats: [matched.seat, ...matched.others] }, space);
  return ok({
    writes: [...writes, ...notBlocked(talk, seat.volunteer)],
    value: matched.talk.match && {
      talk: matched.talk,
      match: matched.talk.match,
      frees: others.length > 0 || taken(matched.seat) < capacityOf(matched.seat),
    },
  });
}

async function isBlocked(ports: Ports, talk: Talk, seat: Seat): Promise<Result<boolean, Problem>> {
  if (talk.subject === undefined) return ok(false);
  const found = await load(ports, homeKeys.block(talk.space, talk.subject, seat.volunteer), blockRecord);
  return found.ok ? ok(found.value !== undefined) : found;
}

/** The lease is extended, as by any call, without a write of its own. Both join links, if the space has a template; otherwise the partner sends them. */
function ofSpace(won: Accepted, space: Space, now: EpochMs): Accepted {
  const accepted = { ...won, seat: withLease(won.seat, space.limits.presenceLeaseSeconds, now) };
  const { match } = accepted.talk;
  const handover = usableHandover(space.handover);
  if (handover === undefined || match === undefined) return accepted;
  const join = {
    seekerUrl: linkFor(handover.seekerUrl, match.conversation),
    volunteerUrl: linkFor(handover.volunteerUrl, match.conversation),
    expiresAt: match.endsBy,
  };
  return { ...accepted, talk: { ...accepted.talk, match: { ...match, join } } };
}

/** Declines the offer. It costs the volunteer nothing, and nothing is kept about it. An offer that is gone counts as declined. */
export async function declineMyOffer(ports: Ports, command: AnswerCommand, now: EpochMs): Promise<Result<void, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const { space, volunteer } = me.value;
  const present = await presentSeat(ports, space, volunteer.id, now);
  if (!present.ok) return present;
  const declined = await transact<boolean>(ports, async (tried) => {
    const seat = await loadSeat(ports, space, volunteer.id);
    if (!seat.ok) return seat;
    const held = seat.value?.offers.find((open) => open.id === command.offer);
    if (seat.value === undefined || held === undefined) return ok({ writes: [], value: tried > 1 });
    const talk = await load(ports, liveKeys.talk(held.request), talkRecord);
    if (!talk.ok && talk.error.code !== 'unreadable') return talk;
    if (!talk.ok || talk.value === undefined) {
      // The request is gone or cannot be read. The volunteer is free all the same.
      const free = seatWithoutOffer(seat.value, command.offer, 'declined', now);
      return ok({ writes: [seatRecord.put(ports.ids, free, seat.value)], value: true });
    }
    const ended = endOffer({ talk: talk.value, seat: seat.value }, command.offer, 'declined', now);
    return ok({
      writes: talkAggregateWrites(
        ports,
        { talk: talk.value, seats: [seat.value] },
        { talk: ended.talk, seats: [ended.seat] },
        space,
      ),
      value: true,
    });
  });
  if (declined.ok && declined.value) {
    await wake(ports, space.id);
    await wakeElsewhere(ports, present.value);
  }
  return declined.ok ? ok() : declined;
}
