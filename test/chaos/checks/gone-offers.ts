/**
 * Invariant 5. An offer that ended without a match never becomes a match. A volunteer who is told of a match has the match in the
 * ledger, and gets the same answer every time. No volunteer with the match is told that the offer is gone.
 */
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import { slugOf, type Operation } from '../../world/history/operation.ts';
import { matchesOf, talkChanges, type Matched } from '../replay.ts';
import { acceptsOf } from './accepts.ts';

export const goneOffers: Check = (evidence) => {
  const matches = new Map<string, Matched>(matchesOf(evidence.ledger).map((matched) => [matched.match.offer, matched]));
  const ids = new Map(evidence.volunteers.map(({ name, id }) => [name, id]));
  const accepts = acceptsOf(evidence);
  const answers = evidence.history.filter(({ route, outcome }) => route === 'acceptOffer' && outcome !== 'unknown');
  return [
    finding(5, 'offers that lapsed, were declined or withdrawn', endedOffers(evidence), ([offer, at]) => {
      const later = matches.get(offer);
      return later !== undefined && later.at >= at ? `${offer} was accepted after it had ended` : undefined;
    }),
    finding(5, 'accepts that were acknowledged', accepts, ({ offer, who, conversation }) => {
      const match = matches.get(offer)?.match;
      if (match === undefined) return `${who} was given ${offer}, but that offer made no match`;
      if (match.volunteer !== ids.get(who)) return `${who} was given ${offer}, but ${match.volunteer} won it`;
      return match.conversation === conversation ? undefined : `${who} got ${conversation} instead of ${match.conversation}`;
    }),
    finding(
      5,
      'answers to volunteers who won',
      answers.filter(({ params }) => matches.has(params['offer'] ?? '')),
      (answer) =>
        answer.outcome === 'ok' || mayBeForgotten(evidence, answer, matches)
          ? undefined
          : `${answer.who} won ${answer.params['offer']} and was told ${answer.status} ${slugOf(answer.body)}`,
    ),
  ];
};

/** Every offer that ended without a match, with the position of its end in the ledger. */
function endedOffers({ ledger }: Evidence): readonly (readonly [offer: string, at: number])[] {
  return talkChanges(ledger).flatMap(({ at, before, after }) =>
    (before?.offers ?? [])
      .filter(({ id }) => after?.match?.offer !== id && !after?.offers.some((open) => open.id === id))
      .map(({ id }) => [id, at] as const),
  );
}

/** After an erasure no answer shows anything of the request. */
function mayBeForgotten({ history }: Evidence, answer: Operation, matches: ReadonlyMap<string, Matched>): boolean {
  const request = matches.get(answer.params['offer'] ?? '')?.talk.id;
  return history.some(
    ({ route, outcome, params, invokedAt }) =>
      route === 'eraseRequest' && outcome !== 'fail' && params['request'] === request && invokedAt < answer.completedAt,
  );
}
