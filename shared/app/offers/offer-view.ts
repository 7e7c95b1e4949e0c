/** An offer as its volunteer sees it: enough to decide, and nothing that identifies the seeker. */
import type * as z from 'zod';
import type { myConversation } from '../../contract/conversations.ts';
import type { offerPage } from '../../contract/offers.ts';
import type { Match, Offer, Talk } from '../../domain/talk.ts';
import { secondsBetween, toIso } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import { joinOf } from '../conversations/conversation-view.ts';

export type OfferView = z.input<typeof offerPage>;
export type MyConversationView = z.input<typeof myConversation>;

export function offerView(talk: Talk, offer: Offer, now: EpochMs): OfferView {
  return {
    id: offer.id,
    expiresAt: toIso(offer.expiresAt),
    role: talk.ask.role ?? null,
    topics: talk.ask.topics,
    languages: talk.ask.languages,
    channel: talk.ask.channel,
    waitedSeconds: secondsBetween(talk.askedAt, now),
    reasons: [...offer.reasons],
  };
}

/** An open conversation as its volunteer sees it. */
export function myConversationView(talk: Talk, match: Match): MyConversationView {
  return { id: match.conversation, channel: talk.ask.channel, join: joinOf(match, 'volunteer'), startedAt: toIso(match.at) };
}
