/**
 * Call-outs: the service calls out volunteers who are off only for a request that no volunteer who is on could serve, few at a time and
 * seldom. It never calls out a volunteer who is not allowed to come or who has refused call-outs.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Volunteer } from '../../../shared/domain/volunteer.ts';
import { spaceReadBy } from './constraints.ts';
import { dateAt } from './dates.ts';
import { isNew, isOnDuty } from './duty.ts';
import type { Change, Check, Ledger, Pair } from './ledger.ts';
import { isPresent, pairObstacle } from './rules.ts';

/** Milliseconds between two call-outs for one request, and between two call-outs of one volunteer, at least. */
const sameRequestMs = 600_000;
const sameVolunteerMs = 14_400_000;

/** Judges every call-out, on the request and on the seats. */
export const callouts: Check = (ledger, change) => {
  const { who, now } = change;
  const called = change.seats.filter(({ before, after }) => after?.calledOutAt !== before?.calledOutAt);
  const [talk, ...more] = change.talks.filter(
    ({ before, after }) => after?.calledOutAt !== undefined && after.calledOutAt !== before?.calledOutAt,
  );
  if (talk === undefined && called.length === 0) return;
  const { before, after } = talk ?? {};
  const space = before === undefined ? undefined : spaceReadBy(ledger, who, before.space);
  if (before === undefined || after === undefined || more.length > 0 || space === undefined) {
    ledger.violate('call-outs', 'a volunteer was called out for no request', who.name);
    return;
  }
  ledger.count('called-out', called.length);
  const says = (what: string): void => ledger.violate('call-outs', `for ${after.id} ${what}`, who.name);
  if (before.state !== 'waiting') says(`a volunteer was called out while the request was ${before.state}`);
  if (before.calledOutAt !== undefined && before.calledOutAt + sameRequestMs > now) says('the next call-out came too early');
  if (called.length > space.policy.calloutsAtOnce) says(`${called.length} volunteers were called out at once`);
  const able = ableVolunteer(ledger, before, space, change);
  if (able !== undefined) says(`a volunteer was called out although ${able.volunteer} is on and could serve`);
  for (const one of called) {
    const obstacle = obstacleOf(ledger, { one, talk: before, space }, now);
    if (obstacle !== undefined) says(`${one.after?.volunteer} was called out: ${obstacle}`);
  }
};

/** A volunteer who is on, as the committer knew the seats, and who could serve the request when free. */
function ableVolunteer(ledger: Ledger, talk: Talk, space: Space, { who, now }: Change): Seat | undefined {
  const lasting = { ...talk, excludedVolunteers: talk.excludedVolunteers.filter(({ until }) => until === null) };
  const isBlocked = (one: Talk, { volunteer }: Seat): boolean => ledger.isBlocked(one, volunteer);
  // A host whose clock is ahead may already have counted the talks of the next day. They count here too.
  const date = dateAt(space.timeZone, now);
  const talksToday = ({ day }: Seat): number => (day.date >= date ? day.talks : 0);
  const known = who.seen.viewOf(space.id).flatMap((rev) => ledger.seatAt.get(rev) ?? []);
  return known.find(
    (seat) =>
      isPresent(seat, now) &&
      // What the person does in other spaces may keep the volunteer from serving.
      ledger.othersOf(seat).length === 0 &&
      talksToday(seat) < seat.facts.talksPerDay &&
      (isOnDuty(space, now) || !isNew(seat)) &&
      allowsByProfile(ledger, seat, space, now) &&
      pairObstacle(lasting, seat, { now, isBlocked }) === undefined,
  );
}

function obstacleOf(
  ledger: Ledger,
  { one, talk, space }: { readonly one: Pair<Seat>; readonly talk: Talk; readonly space: Space },
  now: number,
): string | undefined {
  const { before: seat } = one;
  const profile = seat === undefined ? undefined : ledger.profiles.get(seat.volunteer);
  if (seat === undefined || profile === undefined) return 'was never on';
  if (seat.on !== 'off' || seat.talks.length > 0) return `is ${seat.on}, in ${seat.talks.length} talks`;
  if (seat.restUntil > now) return 'is resting';
  if (seat.calledOutAt !== undefined && seat.calledOutAt + sameVolunteerMs > now) return 'was called out lately';
  if (profile.status !== 'active') return `is ${profile.status}`;
  if (profile.callouts === false) return 'has refused call-outs';
  if (new Set(profile.languages).isDisjointFrom(new Set(talk.criteria.languages))) return 'speaks another language';
  if (talk.criteria.role !== undefined && talk.criteria.role !== profile.role) return 'has another role';
  return lacksCredential(profile, space, now) ? 'lacks a credential' : undefined;
}

/** Whether the rules as the committer read them allow the volunteer. The facts of a seat may still be those of earlier rules. */
function allowsByProfile(ledger: Ledger, { volunteer }: Seat, space: Space, now: number): boolean {
  const profile = ledger.profiles.get(volunteer);
  return profile === undefined || (space.roles.includes(profile.role) && !lacksCredential(profile, space, now));
}

function lacksCredential({ credentials }: Volunteer, { credentialsRequired }: Space, now: number): boolean {
  return credentialsRequired.some((kind) => !credentials.some((held) => held.kind === kind && held.expiresAt > now));
}
