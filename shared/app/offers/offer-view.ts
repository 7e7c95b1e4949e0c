/** An offer as its volunteer sees it: enough to decide, and nothing that identifies the seeker. */
import type * as z from 'zod';
import type { myConversation } from '../../contract/conversations.ts';
import type { offerView } from '../../contract/offers.ts';
import type { Space } from '../../domain/space.ts';
import type { Match, Offer, Talk } from '../../domain/talk.ts';
import { sameLabel } from '../../domain/text.ts';
import { secondsBetween, toIso, type EpochMs } from '../../domain/time.ts';
import { asksOf, joinOf } from '../conversations/conversation-view.ts';

export type OfferView = z.input<typeof offerView>;
export type MyConversationView = z.input<typeof myConversation>;

interface Asked {
  readonly talk: Talk;
  readonly offer: Offer;
}

/** The offer, with its topics as the space spells them. */
export function offerViewOf({ topics }: Pick<Space, 'topics'>, { talk, offer }: Asked, now: EpochMs): OfferView {
  return {
    id: offer.id,
    expiresAt: toIso(offer.expiresAt),
    role: talk.criteria.role ?? null,
    topics: talk.criteria.topics.map((topic) => topics.find((one) => sameLabel(one, topic)) ?? topic),
    languages: talk.criteria.languages,
    channel: talk.criteria.channel,
    waitedSeconds: secondsBetween(talk.askedAt, now),
    reasons: [...offer.reasons],
  };
}

/** An open conversation as its volunteer sees it. */
export function myConversationViewOf(talk: Talk, match: Match): MyConversationView {
  return {
    id: match.conversation,
    channel: talk.criteria.channel,
    join: joinOf(match, 'volunteer'),
    startedAt: toIso(match.at),
    ...asksOf(match),
  };
}
