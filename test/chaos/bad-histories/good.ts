/** A history without a fault, from which some of the bad ones are made by adding one. */
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
  page,
  request,
  HistoryBuilder,
  talking,
} from './history-builder.ts';
import { askingBody } from '../../world/bodies.ts';

/** Volunteer 1, free long before. */
export const free = aSeat();
export const conversation = conversationOf(request.id, 1);
export const first = offerTo(1);
export const offer = offered(request, first);
export const held = asked(free, request, first);
export const won = matched(offer, first);
export const busy = talking(held, won);

/** What whoever asks sends, beside what the test is about. */
export function askedFor(parts: object): object {
  return { ...askingBody, ...parts };
}

export const acked = { status: 202, key: 'a key', sent: askedFor({}), body: page('waiting', { token: 'est_1' }) };
/** The last look at request 1. */
export const look = { who: auditors.seeker, params: { request: request.id } };

/** Asked, offered, accepted twice, talked, ended; looked at by both sides. */
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
    .did(9, 'showRequest', { ...look, body: page('matched', { conversation: { id: conversation, state: 'open' } }) })
    .did(9, 'showConversation', { who: auditors.seeker, params, body: conversationShown(conversation) })
    .did(9, 'showConversation', { who: auditors.volunteer, params, body: conversationShown(conversation) });
}

/** A history, and what it is to be told of. */
export interface Bad {
  readonly invariant: number;
  readonly what: string;
  readonly builder: HistoryBuilder;
  readonly told: RegExp;
}
