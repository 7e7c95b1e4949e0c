/**
 * Call-outs to volunteers who are off, for requests that no volunteer who is on could serve. The policy chooses the volunteers.
 * Each call-out is noted on the seats and on the request in one transaction. Volunteers see it when they call `GET /v1/me`; no
 * message is sent to them.
 */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { pageItemsMax, calloutCandidatesMax, policyLimits } from '../../domain/limits.ts';
import { couldCome, calloutsFor, strandedIn, type OffShift } from '../../domain/policy/callout/callouts.ts';
import type { Duty, Snapshot } from '../../domain/policy/plan.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { isBusyElsewhere } from '../../domain/person.ts';
import { isBehind, type Seat, type SeatFacts } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { mayBeCalledOut, calledOutSeat, calledOutTalk } from '../../domain/transitions/call-out.ts';
import { factsOf, ineligibilities, type Volunteer } from '../../domain/volunteer.ts';
import type { CommitError, Ports, Write } from '../../ports.ts';
import { loadElsewhere } from '../store/elsewhere.ts';
import { loadMany, pages, unavailable } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { volunteerRecord } from '../store/home-records.ts';
import { liveKeys, spacePk, volunteerPrefix } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';
import { dutyAt, dutyNow, openingOf } from '../../domain/opening.ts';
import { unionOf, nothingTouched, type Touched } from './reread.ts';
import { withoutBlocked } from './snapshot.ts';
import { unlistedBlocks } from './unlisted-blocks.ts';

/** The whole room as it was read, and as the planner got it. */
export interface WholeRoom {
  readonly waiting: readonly Talk[];
  readonly snapshot: Snapshot;
}

export interface CalledOut {
  /** The number of volunteers. */
  readonly calledOut: number;
  /** The requests and volunteers for which it was not noted, because one of them was written meanwhile. */
  readonly lost: Touched;
}

export const noCallouts: CalledOut = { calledOut: 0, lost: nothingTouched };

/**
 * Calls out volunteers for requests that no volunteer who is on could serve. A search reads every volunteer of the space. So it
 * is noted on the request even if it found none: one write saves a search at every wake and every minute. Any number of runs on
 * one room at once are safe: only conditional commits decide. What was written meanwhile is returned, so that it is read again.
 */
export async function callOut(ports: Ports, space: Space, room: WholeRoom, now: EpochMs): Promise<Result<CalledOut, Problem>> {
  const { calloutsAtOnce } = space.policy;
  const shown = calloutsAtOnce === 0 ? [] : strandedIn(room.snapshot, space.policy, now);
  if (shown.length === 0 || !openingOf(space, now).open) return ok(noCallouts);
  const looked = await lookThrough(ports, space, shown, now);
  if (!looked.ok) return looked;
  const { on, off } = looked.value;
  // A seat that is behind the rules gets new facts before its next offer, and may serve then. A later run decides.
  if (on.some((seat) => isBehind(seat, space))) return ok(noCallouts);
  const stranded = on.length === 0 ? shown : strandedIn(withThem(room.snapshot, on, dutyAt(space, now)), space.policy, now);
  const asRead = new Map(room.waiting.map((talk) => [talk.id, talk]));
  const known = new Map(off.map((one) => [one.volunteer, one]));
  const unlisted = await unlistedBlocks(ports, stranded, [...known.keys()], now);
  if (!unlisted.ok) return unlisted;
  const apart = stranded.map((talk) => withoutBlocked(talk, unlisted.value));
  let { calledOut, lost } = noCallouts;
  for (const { request, volunteers } of calloutsFor(apart, off, calloutsAtOnce, now)) {
    const talk = asRead.get(request);
    if (talk === undefined) continue;
    const called = volunteers.map((id) => known.get(id)).filter((one) => one !== undefined);
    const committed = await commitCallOut(ports, { talk, called, more: [] }, now);
    if (committed.ok) calledOut += called.length;
    else lost = unionOf(lost, { requests: new Set([request]), volunteers: new Set(volunteers) });
  }
  return ok({ calledOut, lost });
}

export interface CallOutFor {
  readonly space: Space;
  readonly talk: Talk;
  /** Writes that belong to the same change. */
  readonly more: readonly Write[];
}

/**
 * Calls out volunteers for one request, because a coordinator asks for it: also if volunteers who are on could serve it, if some were called out
 * lately, or if the space makes no call-outs by itself. Each volunteer's own pause holds. Returns how many were called out; undefined if the
 * request or one of them was written meanwhile.
 */
export async function callOutFor(
  ports: Ports,
  { space, talk, more }: CallOutFor,
  now: EpochMs,
): Promise<Result<number | undefined, Problem>> {
  const looked = await lookThrough(ports, space, [talk], now);
  if (!looked.ok) return looked;
  const { off } = looked.value;
  const atOnce = Math.max(space.policy.calloutsAtOnce, policyLimits.calloutsAtOnce.default);
  const chosen = new Set(calloutsFor([talk], off, atOnce, now).flatMap(({ volunteers }) => volunteers));
  const called = off.filter(({ volunteer }) => chosen.has(volunteer));
  const committed = await commitCallOut(ports, { talk, called, more }, now);
  if (committed.ok) return ok(called.length);
  return committed.error.code === 'unavailable' ? err(unavailable) : ok(undefined);
}

/** Notes a call-out on the request and on the seats, in one transaction. */
async function commitCallOut(
  ports: Ports,
  { talk, called, more }: Omit<CallOutFor, 'space'> & { readonly called: readonly Known[] },
  now: EpochMs,
): Promise<Result<void, CommitError>> {
  const committed = await ports.store.commit([
    talkRecord.put(ports.ids, calledOutTalk(talk, now), talk),
    ...called.flatMap(({ seat, facts, profile }) => [
      seatRecord.put(ports.ids, calledOutSeat({ seat, facts, talk }, now), seat),
      // The profile was read before the seat. An edit in between changed both, and only one change was seen.
      volunteerRecord.unchanged(profile),
    ]),
    ...more,
  ]);
  const outcome = committed.ok ? 'committed' : committed.error.code;
  ports.log.write({
    code: 'called-out',
    fields: { space: talk.space, request: talk.id, volunteers: called.length, outcome },
  });
  return committed;
}

/** The room with the volunteers whose present state its index did not show. One of them may be on and able to serve. */
function withThem(snapshot: Snapshot, on: readonly Seat[], duty: Duty): Snapshot {
  const them = new Set(on.map(({ volunteer }) => volunteer));
  return { ...snapshot, duty, seats: [...snapshot.seats.filter(({ volunteer }) => !them.has(volunteer)), ...on] };
}

interface Known extends OffShift {
  readonly profile: Volunteer;
  readonly seat: Seat;
}

/** Of the volunteers who could serve one of the requests: those who are on after all, and those who may be called out. */
interface Looked {
  readonly on: readonly Seat[];
  readonly off: readonly Known[];
}

/** Reads the tables. The facts follow from profile and space as they are now, because the facts of an off seat are old. */
async function lookThrough(
  ports: Ports,
  space: Space,
  stranded: readonly Talk[],
  now: EpochMs,
): Promise<Result<Looked, Problem>> {
  const on: Seat[] = [];
  const off: Known[] = [];
  let looked = 0;
  const wanted = { table: 'home', pk: spacePk(space.id), prefix: volunteerPrefix, limit: pageItemsMax } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    const volunteers = readable(ports, volunteerRecord, page.value.items);
    const able = ableOf(volunteers, { space, stranded }, now);
    const keys = [...able.keys()].map((volunteer) => liveKeys.seat(space.id, volunteer));
    const seats = await loadMany(ports, keys, seatRecord);
    if (!seats.ok) return seats;
    const elsewhere = await loadElsewhere(ports, seats.value);
    if (!elsewhere.ok) return elsewhere;
    on.push(...seats.value.filter((seat) => seat.on === 'on'));
    const resting = seats.value.filter((seat) => !isBusyElsewhere(elsewhere.value.get(seat.volunteer) ?? [], now));
    off.push(...resting.flatMap((seat) => knownOf(seat, able, { space, now })));
    looked += page.value.items.length;
    if (looked >= calloutCandidatesMax) break;
  }
  return ok({ on, off });
}

/** The volunteers who may serve, and could serve one of the requests. */
function ableOf(
  volunteers: readonly Volunteer[],
  { space, stranded }: { readonly space: Space; readonly stranded: readonly Talk[] },
  now: EpochMs,
): ReadonlyMap<VolunteerId, Able> {
  return new Map(
    volunteers
      .filter((one) => ineligibilities(one, space, now).length === 0)
      .map((one): [VolunteerId, Able] => [one.id, { facts: factsOf(one, space), profile: one }])
      .filter(([volunteer, { facts }]) => stranded.some((talk) => couldCome(talk, { volunteer, facts }))),
  );
}

interface Able {
  readonly facts: SeatFacts;
  readonly profile: Volunteer;
}

/** A volunteer who was never on has no seat. They have not begun yet, and their coordinator asks them. */
function knownOf(
  seat: Seat,
  able: ReadonlyMap<VolunteerId, Able>,
  { space, now }: { readonly space: Space; readonly now: EpochMs },
): readonly Known[] {
  const one = able.get(seat.volunteer);
  const moment = { date: localDate(space.timeZone, now), onDuty: dutyNow(space, now) };
  if (one === undefined || one.profile.callouts === false || !mayBeCalledOut({ ...seat, facts: one.facts }, moment, now))
    return [];
  return [{ ...one, volunteer: seat.volunteer, idleSince: seat.idleSince, calledOutAt: seat.calledOutAt, seat }];
}
