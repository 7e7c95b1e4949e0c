/** Commits what is due. Each due thing is checked again on what is read now: a view that lags changes nothing wrongly. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { isDueOff } from '../../domain/seat.ts';
import type { EpochMs } from '../../domain/time.ts';
import { isClosedAt } from '../../domain/opening.ts';
import { isExpiryDue, type Overdue } from '../../domain/policy/timing/overdue.ts';
import { closeRequest, type TalkAggregate } from '../../domain/transitions/close.ts';
import { endedTalk, endTalk } from '../../domain/transitions/conversation.ts';
import { endOffer, talkWithoutOffer } from '../../domain/transitions/offer.ts';
import { goOff } from '../../domain/transitions/availability.ts';
import type { Ports } from '../../ports.ts';
import { transact, load, type Transaction } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { loadOffered, loadTalkAggregate, seatAggregateWrites, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { unionOf, nothingTouched, type Touched } from './reread.ts';

/** What became of something that was due. */
export interface Applied {
  readonly changed: boolean;
  /** The requests and volunteers it is about. The index may show them as they were before. */
  readonly about: Touched;
}

type DueTransaction = Result<Transaction<Applied>, Problem>;

function unchanged(about: Touched): DueTransaction {
  return ok({ writes: [], value: { changed: false, about } });
}

function touchedOf({ talk, seats }: TalkAggregate): Touched {
  return { requests: new Set([talk.id]), volunteers: new Set(seats.map(({ volunteer }) => volunteer)) };
}

/**
 * Commits one thing that is due. With any number of matchers at once, one of them does it. `about` is the union over all
 * attempts: if the outcome of the first attempt was unknown, or another matcher was faster, the next attempt finds nothing left
 * of it.
 */
export async function applyDue(ports: Ports, space: Space, due: Overdue, now: EpochMs): Promise<Result<Applied, Problem>> {
  let about = shownAbout(due);
  const applied = await transact(ports, async () => {
    const attempt = await (due.kind === 'lease'
      ? applyDueToLease(ports, space, due, now)
      : applyDueToTalk(ports, space, due, now));
    if (attempt.ok) about = unionOf(about, attempt.value.value.about);
    return attempt;
  });
  return applied.ok ? ok({ ...applied.value, about }) : applied;
}

/** What it is about, as the index shows it. */
function shownAbout(due: Overdue): Touched {
  if (due.kind === 'lease') return { requests: new Set(due.requests), volunteers: new Set([due.volunteer]) };
  return { requests: new Set([due.request]), volunteers: new Set(due.kind === 'lapse' ? [due.volunteer] : []) };
}

async function applyDueToTalk(
  ports: Ports,
  space: Space,
  due: Exclude<Overdue, { kind: 'lease' }>,
  now: EpochMs,
): Promise<DueTransaction> {
  const aggregate = await loadTalkAggregate(ports, space.id, due.request, now);
  if (!aggregate.ok) return aggregate.error.code === 'unavailable' ? aggregate : unchanged(nothingTouched);
  const about = touchedOf(aggregate.value);
  const after = afterDue(aggregate.value, space, due, now);
  if (after === undefined) return unchanged(about);
  return ok({ writes: talkAggregateWrites(ports, aggregate.value, after, space), value: { changed: true, about } });
}

/** The request and its seats after the due change. Undefined if it is not due after all. */
function afterDue(
  aggregate: TalkAggregate,
  space: Space,
  due: Exclude<Overdue, { kind: 'lease' }>,
  now: EpochMs,
): TalkAggregate | undefined {
  const { talk, seats } = aggregate;
  if (due.kind === 'expire') {
    const closed = isClosedAt(space, now);
    if (!isExpiryDue(talk, closed, now)) return undefined;
    const ended = closeRequest(aggregate, 'expired', now);
    if (!ended.ok) return undefined;
    return closed ? { ...ended.value, talk: { ...ended.value.talk, spaceClosed: true } } : ended.value;
  }
  if (due.kind === 'talk') {
    const [seat] = seats;
    if (talk.match === undefined || talk.match.endsBy > now) return undefined;
    if (seat === undefined) {
      // The seat cannot be read. The seeker's talk ends all the same.
      const alone = endedTalk({ ...talk, match: talk.match }, { by: 'time', heavy: false }, now);
      return alone.ok ? { talk: alone.value, seats } : undefined;
    }
    const ended = endTalk({ talk: { ...talk, match: talk.match }, seat }, 'time', false, space.limits, now);
    return ended.ok ? { talk: ended.value.talk, seats: [ended.value.seat] } : undefined;
  }
  const offer = talk.offers.find((open) => open.id === due.offer);
  const seat = seats.find((one) => one.volunteer === due.volunteer);
  if (offer === undefined || offer.expiresAt > now) return undefined;
  if (seat === undefined) return { talk: talkWithoutOffer(talk, offer.id, 'lapsed', now), seats };
  const ended = endOffer({ talk, seat }, offer.id, 'lapsed', now);
  return { talk: ended.talk, seats: seats.map((one) => (one === seat ? ended.seat : one)) };
}

/** Conditional on the very lease and facts that were read: a lease that was renewed meanwhile is not over. */
async function applyDueToLease(
  ports: Ports,
  space: Space,
  due: Extract<Overdue, { kind: 'lease' }>,
  now: EpochMs,
): Promise<DueTransaction> {
  const seat = await load(ports, liveKeys.seat(space.id, due.volunteer), seatRecord);
  if (!seat.ok) return seat.error.code === 'unavailable' ? seat : unchanged(nothingTouched);
  if (seat.value === undefined || !isDueOff(seat.value, now)) return unchanged(nothingTouched);
  const talks = await loadOffered(ports, seat.value);
  if (!talks.ok) return talks;
  const before = { seat: seat.value, talks: talks.value };
  const about = { requests: new Set(talks.value.map(({ id }) => id)), volunteers: new Set([due.volunteer]) };
  return ok({ writes: seatAggregateWrites(ports, before, goOff(before, now), space), value: { changed: true, about } });
}
