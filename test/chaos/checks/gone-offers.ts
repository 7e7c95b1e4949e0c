/**
 * Invariant 5. An offer that ended otherwise than by its own match never becomes one; whoever is told that they won has won
 * in the ledger, is told the same every time, and nobody who won is told that it is gone.
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
      if (match === undefined) return `${who} was given ${offer}, of which no match was made`;
      if (match.volunteer !== ids.get(who)) return `${who} was given ${offer}, which ${match.volunteer} won`;
      return match.conversation === conversation ? undefined : `${who} was told ${conversation} for ${match.conversation}`;
    }),
    finding(
      5,
      'answers to those who won',
      answers.filter(({ params }) => matches.has(params['offer'] ?? '')),
      (answer) =>
        answer.outcome === 'ok' || mayBeForgotten(evidence, answer, matches)
          ? undefined
          : `${answer.who} won ${answer.params['offer']} and was told ${answer.status} ${slugOf(answer.body)}`,
    ),
  ];
};

/** Every offer that went away without a match by it, with the position at which it did. */
function endedOffers({ ledger }: Evidence): readonly (readonly [offer: string, at: number])[] {
  return talkChanges(ledger).flatMap(({ at, before, after }) =>
    (before?.offers ?? [])
      .filter(({ id }) => after?.match?.offer !== id && !after?.offers.some((open) => open.id === id))
      .map(({ id }) => [id, at] as const),
  );
}

/** Once the request is erased nobody is told anything of it. */
function mayBeForgotten({ history }: Evidence, answer: Operation, matches: ReadonlyMap<string, Matched>): boolean {
  const request = matches.get(answer.params['offer'] ?? '')?.talk.id;
  return history.some(
    ({ route, outcome, params, invokedAt }) =>
      route === 'eraseRequest' && outcome !== 'fail' && params['request'] === request && invokedAt < answer.completedAt,
  );
}
