/** What each side is shown of a conversation: its own join link, never that of the other side. */
import type * as z from 'zod';
import type { conversationView } from '../../contract/conversations.ts';
import { rematchWindow, stillTalkingFrom } from '../../domain/transitions/conversation.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Match, Side } from '../../domain/talk.ts';
import type { Crypto } from '../../ports.ts';
import type { ConversationFor, Participant } from './access.ts';

export type ConversationView = Omit<z.input<typeof conversationView>, 'support'>;

/** The join link of one side. A partner acts for its seeker. */
export function joinOf(match: Match, who: Participant): { readonly url: string; readonly expiresAt: string } | null {
  if (match.join === undefined || who === 'coordinator') return null;
  return { url: who === 'volunteer' ? match.join.volunteerUrl : match.join.seekerUrl, expiresAt: toIso(match.join.expiresAt) };
}

/** Whether a coordinator asks the volunteer of an open talk to contact them. */
export function asksOf({ coordinatorAskedAt: at, endedAt }: Match): { readonly coordinatorAsks?: string } {
  return at === undefined || endedAt !== undefined ? {} : { coordinatorAsks: toIso(at) };
}

/** When this side may ask for a rematch, if the other side stays silent. Nothing after that time. */
function rematchOf(match: Match, asker: Side, now: EpochMs): { readonly rematchFrom?: string; readonly rematchUntil?: string } {
  const window = rematchWindow(match, asker);
  if (window === undefined || now >= (window.until ?? Infinity)) return {};
  return {
    rematchFrom: toIso(window.from),
    ...(window.until === undefined ? {} : { rematchUntil: toIso(window.until) }),
  };
}

/** The view. What the seeker wrote while waiting is opened only for the volunteer, and only while the talk is open. */
export function conversationViewOf(crypto: Crypto, { space, talk, match, who }: ConversationFor, now: EpochMs): ConversationView {
  const open = match.endedAt === undefined;
  const opening =
    who === 'volunteer' && open && talk.opening !== undefined ? crypto.open(talk.opening, `opening ${talk.id}`) : undefined;
  return {
    id: match.conversation,
    state: open ? 'open' : 'ended',
    channel: talk.criteria.channel,
    join: open ? joinOf(match, who) : null,
    startedAt: toIso(match.at),
    ...(match.endedAt === undefined ? {} : { endedAt: toIso(match.endedAt) }),
    ...(match.endedBy === undefined ? {} : { endedBy: match.endedBy }),
    seekerHere: match.seekerHereAt !== undefined,
    volunteerHere: match.volunteerHereAt !== undefined,
    stillTalking: open && now >= stillTalkingFrom(match, space.limits.talkSecondsMax),
    ...(open ? { endsAt: toIso(match.endsBy) } : {}),
    ...(open && who !== 'coordinator' ? rematchOf(match, who === 'volunteer' ? 'volunteer' : 'seeker', now) : {}),
    reasons: [...match.reasons],
    ...(who === 'volunteer' ? asksOf(match) : {}),
    ...(opening === undefined ? {} : { opening }),
  };
}
