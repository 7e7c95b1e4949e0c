/**
 * Invariant 7: a request that takes a volunteer who could have served an earlier request passes the earlier one. It is a violation only if
 * the matcher could know: it had read or written the current revision of the passed request, or the index held that revision when the
 * matcher read the room. Other cases are only counted.
 */
import { dateAt } from './dates.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { newOffers, spaceReadBy } from './constraints.ts';
import { isClosed, isOnDuty } from './duty.ts';
import type { Change, Check, Committer, Ledger } from './ledger.ts';
import { classOf, isBefore, pairObstacle, preferencesAdmit, type Moment } from './rules.ts';

/**
 * Compares every new offer with all waiting requests. The commit of an offer that passes requests also counts it on them, and no request is
 * passed more often than the space allows.
 */
export function order(): Check {
  const passings = new Map<string, number>();
  return (ledger, change) => {
    for (const { before, after } of change.talks) {
      if (before === undefined && after?.cameBackFrom !== undefined)
        passings.set(after.id, passings.get(after.cameBackFrom) ?? 0);
    }
    judge(ledger, change, passings);
  };
}

/** `passings`: how often each request was passed, as counted here. */
function judge(ledger: Ledger, change: Change, passings: Map<string, number>): void {
  for (const { talk, seat } of newOffers(ledger, change)) {
    const space = spaceReadBy(ledger, change.who, talk.space) ?? ledger.spaces.get(talk.space);
    if (space === undefined) continue;
    const known = viewOf(ledger, change.who, { seat, space });
    const moment = momentOf(ledger, space, change.now);
    if (!preferencesAdmit(talk, seat, known, moment))
      ledger.violate(7, `${talk.id} went to ${seat.volunteer} although a volunteer preferred by it is present`, change.who.name);
    for (const passed of passedBy({ talk, seat }, [...ledger.talks.values()], known, { ...moment, space })) {
      const before = beforeOf(passed, change);
      const knew = change.who.seen.revs.has(before.rev);
      ledger.count(knew ? 'overtakes' : 'overtakes that the matcher could not know of');
      if (!knew) continue;
      const times = (passings.get(passed.id) ?? 0) + 1;
      passings.set(passed.id, times);
      const says = `${passed.id} was passed by ${talk.id}, which took ${seat.volunteer}`;
      if (!mayPass(talk, passed, moment) || times > space.policy.overtakesMax)
        ledger.violate(7, `${says}, as number ${times}`, change.who.name);
      else if ((passed.overtaken ?? 0) !== (before.overtaken ?? 0) + 1)
        ledger.violate(7, `${says}, and it was not counted`, change.who.name);
    }
  }
}

/** Only under `priced`, and only within a need class. */
function mayPass(talk: Talk, passed: Talk, { now, policy }: Moment): boolean {
  const [of, older] = [talk, passed].map((one) => classOf(one, policy.promotionSeconds, now));
  return policy.name === 'priced' && of === older;
}

/** The passed request as it was before the commit, which may count the pass on it. */
function beforeOf(passed: Talk, { talks }: Change): Talk {
  return talks.find(({ after }) => after?.id === passed.id)?.before ?? passed;
}

/**
 * The seats as the committer knew them, without those that are behind the rules and get no offer yet, and the seat of the offer as it was
 * before the commit.
 */
function viewOf(
  ledger: Ledger,
  who: Committer,
  { seat, space: { rulesVersion = 0 } }: { readonly seat: Seat; readonly space: Space },
): readonly Seat[] {
  const others = who.seen.viewOf(seat.space).flatMap((rev) => {
    const seen = ledger.seatAt.get(rev);
    if (seen === undefined || seen.volunteer === seat.volunteer) return [];
    return (seen.facts.rulesVersion ?? 0) < rulesVersion ? [] : [seen];
  });
  return [seat, ...others];
}

function momentOf(ledger: Ledger, space: Space, now: number): Moment {
  const date = dateAt(space.timeZone, now);
  return {
    now,
    date,
    onDuty: isOnDuty(space, now),
    closed: isClosed(space, now),
    policy: space.policy,
    isBlocked: (talk, seat) => ledger.isBlocked(talk, seat.volunteer),
  };
}

/** Waiting requests without an offer that come earlier, whose seekers were seen lately, and that this volunteer could have served. */
function passedBy(
  { talk, seat }: { readonly talk: Talk; readonly seat: Seat },
  all: readonly Talk[],
  known: readonly Seat[],
  moment: Moment & { readonly space: Space },
): readonly Talk[] {
  const seenAfter = moment.now - moment.space.limits.stillThereSeconds * 1_000;
  return all.filter(
    (one) =>
      one.id !== talk.id &&
      one.space === talk.space &&
      one.state === 'waiting' &&
      one.lastSeenAt > seenAfter &&
      isBefore(one, talk, moment) &&
      pairObstacle(one, seat, moment) === undefined &&
      preferencesAdmit(one, seat, known, moment),
  );
}
