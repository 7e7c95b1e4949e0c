/**
 * Invariant 6: at the commit of an offer or a match, the volunteer is allowed to serve the request. The facts on the seat are those of the
 * profile and the space.
 */
import { dateAt } from './dates.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Match, Talk } from '../../../shared/domain/talk.ts';
import { countsItsTalks, isClosed, isOnDuty } from './duty.ts';
import type { Change, Check, Committer, Ledger } from './ledger.ts';
import { pairObstacle, seatObstacle } from './rules.ts';

/** The new offers of a commit, with both sides as they were before it. */
export function newOffers(ledger: Ledger, { talks, seats }: Change): readonly { readonly talk: Talk; readonly seat: Seat }[] {
  return talks.flatMap(({ before, after }) => {
    if (before === undefined || after === undefined) return [];
    return after.offers
      .filter(({ id }) => !before.offers.some((open) => open.id === id))
      .flatMap(({ id, volunteer }) => {
        const seat = seats.find((one) => one.after?.volunteer === volunteer)?.before;
        if (seat !== undefined) return [{ talk: before, seat }];
        ledger.violate(1, `the offer ${id} was made without its seat`);
        return [];
      });
  });
}

/** Judges new offers and matches. */
export const constraints: Check = (ledger, change) => {
  const { who, now } = change;
  countsItsTalks(ledger, change);
  for (const { talk, seat } of newOffers(ledger, change)) {
    const space = ledger.spaces.get(talk.space);
    if (space === undefined) continue;
    ledger.count('offers');
    const moment = momentOf(ledger, spaceReadBy(ledger, who, space.id) ?? space, now);
    const obstacle = pairObstacle(talk, seat, moment) ?? seatObstacle(seat, moment) ?? profileObstacle(ledger, seat, space, now);
    if (obstacle !== undefined) ledger.violate(6, `${talk.id} was offered to ${seat.volunteer}: ${obstacle}`, who.name);
    if (seat.offers.length > 0) ledger.violate(1, `${seat.volunteer} has two open offers`, who.name);
    if (talk.lastSeenAt + space.limits.stillThereSeconds * 1_000 <= now)
      ledger.violate(6, `${talk.id} was offered although its seeker had not been seen lately`, who.name);
  }
  for (const { before, after } of change.seats) {
    const status = after === undefined ? undefined : ledger.profiles.get(after.volunteer)?.status;
    if (after?.on === 'on' && before?.on !== 'on' && status !== 'active')
      ledger.violate(6, `${after.volunteer} went on although the profile is ${status}`, who.name);
  }
  for (const { talk, seat } of newMatches(change)) {
    const space = ledger.spaces.get(talk.space);
    if (space === undefined) continue;
    ledger.count('accepts');
    const obstacle = pairObstacle(talk, seat, momentOf(ledger, space, now)) ?? profileObstacle(ledger, seat, space, now);
    if (obstacle !== undefined) ledger.violate(6, `${talk.id} was matched with ${seat.volunteer}: ${obstacle}`, who.name);
    if (seat.on === 'off') ledger.violate(4, `${seat.volunteer} was matched while off`, who.name);
  }
};

/** The matches that a commit made, with both sides as they were before it. */
export function newMatches({
  talks,
  seats,
}: Change): readonly { readonly talk: Talk; readonly seat: Seat; readonly match: Match }[] {
  return talks.flatMap(({ before, after }) => {
    if (before === undefined || before.state === 'matched' || after?.state !== 'matched' || after.match === undefined) return [];
    const { match } = after;
    const seat = seats.find((one) => one.after?.volunteer === match.volunteer)?.before;
    return seat === undefined ? [] : [{ talk: before, seat, match }];
  });
}

/** The space as the committer read it. The committer can only follow what it read. */
export function spaceReadBy(ledger: Ledger, { seen }: Committer, space: string): Space | undefined {
  return ledger.spaceAt.get(seen.spaces.get(space)?.rev ?? '');
}

function momentOf(ledger: Ledger, space: Space, now: number) {
  const date = dateAt(space.timeZone, now);
  return {
    now,
    date,
    onDuty: isOnDuty(space, now),
    closed: isClosed(space, now),
    isBlocked: (talk: Talk, seat: Seat) => ledger.isBlocked(talk, seat.volunteer),
  };
}

/** Why the profile, or the space as it was last acknowledged, does not allow this volunteer to serve. */
function profileObstacle(ledger: Ledger, seat: Seat, space: Space, now: number): string | undefined {
  const profile = ledger.profiles.get(seat.volunteer);
  if (profile === undefined) return 'no volunteer of this space';
  if (profile.status !== 'active') return `a profile that is ${profile.status}`;
  if (seat.facts.languages.join() !== profile.languages.join()) return 'languages that are not those of the profile';
  if (seat.facts.mutedTopics.join() !== profile.mutedTopics.join()) return 'muted topics that are not those of the profile';
  if (ledger.acknowledged.get(space.id) !== space.rev) return undefined;
  if (!space.roles.includes(profile.role)) return 'a role that the space does not offer';
  for (const kind of space.credentialsRequired)
    if (!profile.credentials.some((one) => one.kind === kind && one.expiresAt > now)) return `no valid ${kind}`;
  if ((seat.facts.probationTalks ?? 0) !== (profile.limits.probationTalks ?? space.limits.probationTalks))
    return 'a probation that is not that of the profile';
  if (seat.facts.talksPerDay > space.limits.talksPerDay) return 'more talks a day than the space allows';
  return seat.facts.capacityMax > space.limits.capacityMax ? 'more places than the space allows' : undefined;
}
