/**
 * Invariant 6. At the commit of every offer and every match, the volunteer may serve the request, is free for the offer and within
 * the cap for the day. No block of the pair was acknowledged before the decision. No request is accepted without consent to the
 * current ground rules.
 */
import { askBody } from '../../../shared/contract/talk-requests.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import { matchesOf, offersOf, talkChanges, type Offered } from '../replay.ts';
import { whyNotServed, busy } from './serviceability.ts';

export const hardConstraints: Check = (evidence) => {
  const { ledger, history, settings } = evidence;
  const blocks = blocksOf(evidence);
  const blocked = (talk: Talk, volunteer: string, at: number): string | undefined =>
    blocks.some((block) => block.volunteer === volunteer && block.acknowledgedAt < at && isOf(block.talk, talk))
      ? 'a block of the pair'
      : undefined;
  const offers = offersOf(ledger);
  const matches = matchesOf(ledger);
  const asked = history.filter(({ route, outcome }) => (route === 'ask' || route === 'match') && outcome === 'ok');
  return [
    finding(6, 'offers, at their commit', offers, ({ offer, talk, seat, committed }) => {
      if (seat === undefined) return `${offer.id} has no seat`;
      const why =
        whyNotServed(talk, seat, offer.at) ?? busy(seat, offer.at) ?? blocked(talk, offer.volunteer, committed.notBefore);
      return why === undefined ? undefined : `${offer.id} of ${talk.id} to ${offer.volunteer}: ${why}`;
    }),
    finding(6, 'matches, at their commit', matches, ({ match, talk, seat }) => {
      if (seat === undefined) return `${match.conversation} has no seat`;
      const off = seat.on === 'off' ? 'is off' : undefined;
      const why = whyNotServed(talk, seat, match.at) ?? off ?? blocked(talk, match.volunteer, match.at);
      return why === undefined ? undefined : `${match.conversation} with ${match.volunteer}: ${why}`;
    }),
    finding(6, 'offers within the cap for the day', offers, overCap(evidence)),
    finding(6, 'requests with consent to the ground rules', asked, ({ sent, who }) =>
      askBody.strip().parse(sent).groundRulesVersion === settings.groundRules.version
        ? undefined
        : `the request of ${who} was accepted without consent to the ground rules`,
    ),
  ];
};

interface Block {
  /** Any version of the request that the block belongs to. It says which seeker is blocked. */
  readonly talk: Talk;
  readonly volunteer: string;
  readonly acknowledgedAt: number;
}

/** The acknowledged blocks, each with its pair from the ledger. */
function blocksOf({ history, ledger }: Evidence): readonly Block[] {
  const matches = new Map(matchesOf(ledger).map((matched) => [String(matched.match.conversation), matched]));
  return history.flatMap(({ route, outcome, params, completedAt }): Block[] => {
    if (route !== 'block' || outcome !== 'ok') return [];
    const found = matches.get(params['conversation'] ?? '');
    return found === undefined ? [] : [{ talk: found.talk, volunteer: found.match.volunteer, acknowledgedAt: completedAt }];
  });
}

/** Whether both requests have the same seeker: the same subject if there is one, else the same request or one that came back from it. */
function isOf(blocked: Talk, talk: Talk): boolean {
  if (blocked.subject !== undefined) return blocked.subject === talk.subject;
  return talk.id === blocked.id || talk.cameBackFrom === blocked.id;
}

/** Counts the volunteer's talks of the day, without those that were rematched, and the open offers. At each offer they must be below the cap. */
function overCap({ ledger }: Evidence): (offered: Offered) => string | undefined {
  const matches = matchesOf(ledger);
  const rematched = new Set(
    talkChanges(ledger).flatMap(({ after }) => (after?.previousMatches ?? []).map(({ conversation }) => conversation)),
  );
  return ({ at, offer, seat }) => {
    if (seat === undefined) return undefined;
    const began = matches.filter((one) => one.at < at && one.match.volunteer === offer.volunteer);
    const kept = began.filter(({ match }) => day(match.at) === day(offer.at) && !rematched.has(match.conversation));
    const counted = kept.length + seat.offers.length;
    return counted >= seat.facts.talksPerDay ? `${offer.volunteer} has ${counted} of ${seat.facts.talksPerDay} talks` : undefined;
  };
}

/** The day in the time zone of the chaos space, which is UTC. */
function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
