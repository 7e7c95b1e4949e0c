/**
 * Invariant 8. The queue time of a request never changes: not by a decline, not by a lapse, not by coming back. A decline changes
 * nothing for the volunteer. A lapse changes nothing but a back-off of 60 s at most. Either excludes the pair for 60 s at most.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { backOffMsMax } from '../limits.ts';
import { seatChanges, talksOf, talkChanges, type SeatChange, type TalkChange } from '../replay.ts';

export const queueTime: Check = ({ ledger }) => {
  const withoutMatch = talkChanges(ledger).filter(({ after }) => after?.event === 'declined' || after?.event === 'lapsed');
  const declined = new Set(
    withoutMatch.flatMap(({ before, after }) => (after?.event === 'declined' ? endedOffers(before, after) : [])),
  );
  const cameBack = talkChanges(ledger).flatMap(({ before, after }) =>
    before === undefined && after?.cameBackFrom !== undefined ? [after] : [],
  );
  const first = new Map(talksOf(ledger).map(({ id, versions }) => [id, versions[0]?.value]));
  return [
    finding(8, 'queue times through every change', talkChanges(ledger), ({ before, after }) =>
      before !== undefined && after !== undefined && before.askedAt !== after.askedAt
        ? `${after.id} asked at ${before.askedAt}, then at ${after.askedAt}`
        : undefined,
    ),
    finding(8, 'requests that came back with their queue time', cameBack, ({ id, cameBackFrom, askedAt }) =>
      first.get(cameBackFrom ?? id)?.askedAt === askedAt ? undefined : `${id} lost the queue time of ${cameBackFrom}`,
    ),
    finding(8, 'declines and lapses: the pair excluded for 60 s at most', withoutMatch, tooLongApart),
    finding(8, 'declines that change nothing for the volunteer', seatChanges(ledger).filter(endsOneOf(declined)), markOf),
    finding(8, 'back-offs of 60 s at most', seatChanges(ledger), ({ after, writtenAt }) =>
      after !== undefined && after.backOffUntil > writtenAt + ledgerGrainMs + backOffMsMax
        ? `${after.volunteer} backs off until ${after.backOffUntil}`
        : undefined,
    ),
  ];
};

function endedOffers(before: Talk | undefined, after: Talk): readonly string[] {
  return (before?.offers ?? []).flatMap(({ id }) => (after.offers.some((open) => open.id === id) ? [] : [id]));
}

function tooLongApart({ before, after, writtenAt }: TalkChange): string | undefined {
  const fresh = after?.excludedVolunteers.filter(
    ({ volunteer, until }) => !before?.excludedVolunteers.some((old) => old.volunteer === volunteer && old.until === until),
  );
  const worst = fresh?.find(({ until }) => until === null || until > writtenAt + ledgerGrainMs + backOffMsMax);
  return worst === undefined ? undefined : `${after?.id} excludes ${worst.volunteer} until ${worst.until}`;
}

function endsOneOf(declined: ReadonlySet<string>): (change: SeatChange) => boolean {
  return ({ before, after }) =>
    before?.offers.some(({ id }) => declined.has(id) && after?.offers.every((open) => open.id !== id)) === true;
}

/** A decline may not change these fields of the volunteer's seat. */
function markOf({ before, after }: SeatChange): string | undefined {
  const kept: readonly (keyof Seat)[] = ['on', 'session', 'idleSince', 'restUntil', 'backOffUntil', 'capacity'];
  const changed = kept.filter((name) => before?.[name] !== after?.[name]);
  return changed.length === 0 ? undefined : `${after?.volunteer} declined and ${changed.join(', ')} changed`;
}
