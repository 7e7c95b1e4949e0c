/** A history without a violation. Some of the bad histories add a violation to it. */
import { conversationOf } from '../../../shared/domain/ids.ts';
import { aSeat } from '../../fixtures/domain.ts';
import { auditors } from '../audit.ts';
import {
  asked,
  conversationShown,
  given,
  matched,
  offered,
  offerTo,
  helpAbroad,
  requestView,
  request,
  HistoryBuilder,
  talking,
} from './history-builder.ts';
import { askingBody } from '../../world/bodies.ts';

/** Volunteer 1, who has been free for long. */
export const free = aSeat();
export const conversation = conversationOf(request.id, 1);
export const first = offerTo(1);
export const offer = offered(request, first);
export const held = asked(free, request, first);
export const won = matched(offer, first);
export const busy = talking(held, won);

/** A valid body of a new request, with `parts` in place of its own. */
export function askedFor(parts: object): object {
  return { ...askingBody, ...parts };
}

export const acked = { status: 202, key: 'a key', sent: askedFor({}), body: requestView('waiting', { token: 'est_1' }) };
/** The auditor's call as the seeker of request 1. */
export const asSeeker = { who: auditors.seeker, params: { request: request.id } };

/** A request is asked, offered and accepted twice, and both sides read it. */
export function goodHistory(): HistoryBuilder {
  const params = { conversation };
  return new HistoryBuilder()
    .wrote(-60, { seat: [undefined, free] })
    .did(0, 'ask', acked)
    .wrote(0, { talk: [undefined, request] })
    .wrote(3, { talk: [request, offer], seat: [free, held] })
    .did(4, 'acceptOffer', { who: 'volunteer-1', params: { offer: first.id }, body: given(conversation) })
    .wrote(4, { talk: [offer, won], seat: [held, busy] })
    .did(5, 'acceptOffer', { who: 'volunteer-1', params: { offer: first.id }, body: given(conversation) })
    .did(9, 'showRequest', { ...asSeeker, body: requestView('matched', { conversation: { id: conversation, state: 'open' } }) })
    .did(9, 'showRequest', { ...asSeeker, body: requestView('matched', { support: helpAbroad }) })
    .did(9, 'showConversation', { who: auditors.seeker, params, body: conversationShown(conversation) })
    .did(9, 'showConversation', { who: auditors.volunteer, params, body: conversationShown(conversation) });
}

/** A history, and the violation that the checker must report for it. */
export interface Bad {
  readonly invariant: number;
  readonly what: string;
  readonly builder: HistoryBuilder;
  readonly told: RegExp;
}
