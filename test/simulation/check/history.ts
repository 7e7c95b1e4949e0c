/**
 * What the checker remembers itself, independent of the items: which pairs may never be matched again, and how many talks a volunteer had
 * today. From the items it takes only two simple facts: a match began, or a seeker was given back to the queue.
 */
import { rematchAfterSeconds, rematchUnsignedSeconds, vanishedAfterSeconds } from '../../../shared/domain/rematch-limits.ts';
import { dateAt } from './dates.ts';
import { newMatches, newOffers } from './constraints.ts';
import type { Change, Check, Committer, Ledger } from './ledger.ts';

/** Maximum of milliseconds for which a call, late after its answer, may work with the time at its beginning. */
const callMsMax = 40_000;

/** Judges offers and matches by earlier events. */
export function history(): Check {
  const talks = new Map<string, number>();
  return (ledger, change) => {
    for (const { before, after } of change.talks) {
      if (before === undefined && after?.cameBackFrom !== undefined)
        for (const volunteer of ledger.excluded.get(after.cameBackFrom) ?? []) ledger.exclude(after.id, volunteer);
    }
    for (const { talk, seat } of newOffers(ledger, change)) {
      if (ledger.excluded.get(talk.id)?.has(seat.volunteer) === true)
        ledger.violate(6, `${talk.id} was offered to the excluded volunteer ${seat.volunteer}`, change.who.name);
      withinCap(ledger, { volunteer: seat.volunteer, talks: talks.get(dayOf(ledger, seat, change.now)) ?? 0 }, change);
    }
    for (const { seat } of newMatches(change)) {
      const day = dayOf(ledger, seat, change.now);
      talks.set(day, (talks.get(day) ?? 0) + 1);
    }
    for (const { before, after } of change.talks) {
      if (before?.match === undefined || before.state !== 'matched') continue;
      if (after?.event !== 'rematched' && after?.event !== 'expired') continue;
      rematched(ledger, before.match, change);
      ledger.exclude(after.id, before.match.volunteer);
      const day = dayOf(ledger, { space: after.space, volunteer: before.match.volunteer }, before.match.at);
      // A talk of which both sides knew took place, and counts. So may one of which nothing is known but the word of the seeker.
      const counts = bothCame(before.match) || (!isSigned(before.match) && isSeeker(change.who));
      if (!counts) talks.set(day, Math.max(0, (talks.get(day) ?? 0) - 1));
    }
  };
}

function dayOf(ledger: Ledger, of: { readonly space: string; readonly volunteer: string }, at: number): string {
  const zone = ledger.spaces.get(of.space)?.timeZone;
  return `${of.volunteer} ${zone === undefined ? '' : dateAt(zone, at)}`;
}

function withinCap(
  ledger: Ledger,
  { volunteer, talks }: { readonly volunteer: string; readonly talks: number },
  { who }: Change,
): void {
  const seat = ledger.seats.get(volunteer);
  if (seat === undefined || talks + seat.offers.length <= seat.facts.talksPerDay) return;
  ledger.violate(6, `${volunteer} got an offer after ${talks} of ${seat.facts.talksPerDay} talks today`, who.name);
}

type Seen = { readonly seekerHereAt?: number | undefined; readonly volunteerHereAt?: number | undefined };

function bothCame({ seekerHereAt, volunteerHereAt }: Seen): boolean {
  return seekerHereAt !== undefined && volunteerHereAt !== undefined;
}

/** Whether either side has said that it is in the conversation. */
export function isSigned(of: Seen | undefined): boolean {
  return of?.seekerHereAt !== undefined || of?.volunteerHereAt !== undefined;
}

/** Whether the commit is of a call of a seeker, or of the partner for the seeker. Calls are named after their actors. */
export function isSeeker({ name }: Committer): boolean {
  return name.startsWith('seeker-');
}

/**
 * A rematch is allowed only after a long enough wait for a side that never came, or for a volunteer who vanished. Where nothing tells whether the
 * two have met, it is also allowed only for a while.
 */
function rematched(ledger: Ledger, match: Seen & { readonly at: number }, { who, now }: Change): void {
  if (now < match.at + rematchAfterSeconds * 1_000) ledger.violate(8, 'a rematch came too early', who.name);
  if (bothCame(match) && now < (match.volunteerHereAt ?? 0) + vanishedAfterSeconds * 1_000)
    ledger.violate(8, 'a rematch ended a talk to which both sides had come', who.name);
  if (!isSigned(match) && now >= match.at + rematchUnsignedSeconds * 1_000 + callMsMax)
    ledger.violate(8, 'a rematch ended a long talk of which no app had said anything', who.name);
}
