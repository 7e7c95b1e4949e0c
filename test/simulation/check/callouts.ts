/** Who is asked to come: only for somebody whom nobody on could serve, few at once and seldom, and nobody who may not or would rather not. */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { spaceReadBy } from './constraints.ts';
import { dateAt } from './dates.ts';
import { isNew, isOnDuty } from './duty.ts';
import type { Change, Check, Ledger, Pair } from './ledger.ts';
import { isPresent, pairObstacle } from './rules.ts';

/** Milliseconds until more are asked for one request, and in which who was asked is left in peace. */
const againMs = 600_000;
const peaceMs = 14_400_000;

/** Judges every page, on the request and on the seats. */
export const pages: Check = (ledger, change) => {
  const { who, now } = change;
  const called = change.seats.filter(({ before, after }) => after?.calledOutAt !== before?.calledOutAt);
  const [talk, ...more] = change.talks.filter(
    ({ before, after }) => after !== undefined && after.calledOutAt !== before?.calledOutAt,
  );
  if (talk === undefined && called.length === 0) return;
  const { before, after } = talk ?? {};
  const space = spaceReadBy(ledger, who);
  if (before === undefined || after === undefined || more.length > 0 || space === undefined) {
    ledger.violate('pages', 'somebody was asked to come for nobody', who.name);
    return;
  }
  ledger.count('called-out', called.length);
  const says = (what: string): void => ledger.violate('pages', `for ${after.id} ${what}`, who.name);
  if (before.state !== 'waiting') says(`somebody was asked to come, and it is ${before.state}`);
  if (before.calledOutAt !== undefined && before.calledOutAt + againMs > now) says('more were asked to come too early');
  if (called.length > space.policy.calloutsAtOnce) says(`${called.length} were asked to come at once`);
  const able = whoCould(ledger, before, space, change);
  if (able !== undefined) says(`somebody was asked to come though ${able.volunteer} is on and could serve`);
  for (const one of called) {
    const obstacle = obstacleOf(ledger, { one, talk: before, space }, now);
    if (obstacle !== undefined) says(`${one.after?.volunteer} was asked to come: ${obstacle}`);
  }
};

/** Somebody on, as the committer knew them, who could serve once they are free. */
function whoCould(ledger: Ledger, talk: Talk, space: Space, { who, now }: Change): Seat | undefined {
  const lasting = { ...talk, excludedVolunteers: talk.excludedVolunteers.filter(({ until }) => until === null) };
  const isBlocked = (one: Talk, { volunteer }: Seat): boolean => ledger.isBlocked(one, volunteer);
  // Who has talked enough by a clock that is ahead has talked enough.
  const date = dateAt(space.timeZone, now);
  const talksToday = ({ day }: Seat): number => (day.date >= date ? day.talks : 0);
  const known = [...who.seen.view.values()].flatMap((rev) => ledger.seatAt.get(rev) ?? []);
  return known.find(
    (seat) =>
      isPresent(seat, now) &&
      talksToday(seat) < seat.facts.talksPerDay &&
      (isOnDuty(space, now) || !isNew(seat)) &&
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
  if (seat.calledOutAt !== undefined && seat.calledOutAt + peaceMs > now) return 'was asked lately';
  if (profile.status !== 'active') return `is ${profile.status}`;
  if (profile.callouts === false) return 'said no to that';
  if (new Set(profile.languages).isDisjointFrom(new Set(talk.criteria.languages))) return 'speaks another language';
  if (talk.criteria.role !== undefined && talk.criteria.role !== profile.role) return 'has another role';
  const lacks = space.credentialsRequired.some(
    (kind) => !profile.credentials.some((held) => held.kind === kind && held.expiresAt > now),
  );
  return lacks ? 'lacks a credential' : undefined;
}
