/** Bad histories of invariants 1 to 5: wrong matches, wrong offers, and lost requests. */
import { conversationOf } from '../../../shared/domain/ids.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { aTalk, at, requestNo } from '../../fixtures/domain.ts';
import { auditors } from '../audit.ts';
import {
  asked,
  availability,
  given,
  help,
  offered,
  offersShown,
  offerTo,
  requestView,
  request,
  HistoryBuilder,
} from './history-builder.ts';
import { acked, busy, conversation, first, free, goodHistory, held, asSeeker, offer, won, type Bad } from './good.ts';

const [second, third] = [offerTo(2), offerTo(3)];
const cancelled: Talk = { ...request, seq: 2, event: 'cancelled', state: 'cancelled', endedAt: at(1) };
const wholeOff = { who: 'volunteer-1', sent: { available: false }, body: availability('off') };
const of = (n: number, subject: string) => aTalk({ n, subject });

export const offersAndMatches: readonly Bad[] = [
  {
    invariant: 1,
    what: 'three open offers',
    builder: new HistoryBuilder().wrote(3, { talk: [request, offered(request, first, second, third)] }),
    told: /has 3 open offers/,
  },
  {
    invariant: 1,
    what: 'a seat above its capacity',
    builder: new HistoryBuilder().wrote(3, { seat: [held, asked(held, aTalk({ n: 2 }), offerTo(1, { n: 2 }))] }),
    told: /holds 2 of 1/,
  },
  {
    invariant: 1,
    what: 'an offer that only the request holds',
    builder: new HistoryBuilder().wrote(3, { talk: [request, offer] }),
    told: /only one side says/,
  },
  {
    invariant: 1,
    what: 'two live requests of one subject',
    builder: new HistoryBuilder().wrote(0, { talk: [undefined, of(1, 's')] }).wrote(1, { talk: [undefined, of(2, 's')] }),
    told: /one subject has req_00000001 and req_00000002/,
  },
  {
    invariant: 1,
    what: 'a conversation given to two volunteers',
    builder: goodHistory().did(6, 'acceptOffer', { who: 'volunteer-2', params: { offer: second.id }, body: given(conversation) }),
    told: /given to volunteer-1 and volunteer-2/,
  },
  {
    invariant: 1,
    what: 'a volunteer in two talks at once',
    builder: new HistoryBuilder()
      .did(4, 'acceptOffer', { who: 'volunteer-1', params: { offer: first.id }, body: given(conversation) })
      .did(5, 'acceptOffer', { who: 'volunteer-1', params: { offer: third.id }, body: given(conversationOf(requestNo(2), 1)) })
      .did(8, 'endConversation', { params: { conversation } }),
    told: /volunteer-1 was in 2 talks at once/,
  },
  {
    invariant: 2,
    what: 'an acknowledged request that does not exist',
    builder: new HistoryBuilder()
      .did(0, 'ask', acked)
      .did(9, 'showRequest', { ...asSeeker, status: 404, body: { support: help } }),
    told: /req_00000001 was lost/,
  },
  {
    invariant: 2,
    what: 'a request that never ends',
    builder: new HistoryBuilder().did(0, 'ask', acked).did(9, 'showRequest', { ...asSeeker, body: requestView('waiting') }),
    told: /is still waiting/,
  },
  {
    invariant: 2,
    what: 'a cancelled request that no seeker cancelled',
    builder: new HistoryBuilder().did(0, 'ask', acked).did(9, 'showRequest', { ...asSeeker, body: requestView('cancelled') }),
    told: /no seeker cancelled it/,
  },
  {
    invariant: 2,
    what: 'an expiry without a come-back token',
    builder: new HistoryBuilder().did(0, 'ask', acked).did(9, 'showRequest', { ...asSeeker, body: requestView('expired') }),
    told: /without a way to come back/,
  },
  {
    invariant: 2,
    what: 'an expiry before its time',
    builder: new HistoryBuilder().wrote(5, {
      talk: [request, { ...request, event: 'expired', state: 'expired', endedAt: at(5) }],
    }),
    told: /expired 2695000 ms early/,
  },
  {
    invariant: 3,
    what: 'a match that the volunteer cannot read',
    builder: goodHistory().did(10, 'showConversation', {
      who: auditors.volunteer,
      params: { conversation },
      status: 404,
      body: { support: help },
    }),
    told: /its volunteer gets 404/,
  },
  {
    invariant: 3,
    what: 'a match that the seeker gets no answer about',
    builder: goodHistory().did(10, 'showConversation', { who: auditors.seeker, params: { conversation }, outcome: 'unknown' }),
    told: /its seeker gets no answer/,
  },
  {
    invariant: 3,
    what: 'a match of a request that was never acknowledged',
    builder: new HistoryBuilder()
      .wrote(3, { talk: [request, offer], seat: [free, held] })
      .wrote(4, { talk: [offer, won], seat: [held, busy] }),
    told: /its seeker never read it: the request was never acknowledged/,
  },
  {
    invariant: 4,
    what: 'an offer after an acknowledged cancel',
    builder: new HistoryBuilder()
      .did(1, 'cancelRequest', { params: { request: request.id }, body: requestView('cancelled') })
      .wrote(3, { talk: [cancelled, offer], seat: [free, held] }),
    told: /was made after req_00000001 was cancelled/,
  },
  {
    invariant: 4,
    what: 'a match of an acknowledged cancel',
    builder: goodHistory().did(3, 'cancelRequest', { params: { request: request.id }, body: requestView('cancelled') }),
    told: /was given the cancelled req_00000001/,
  },
  {
    invariant: 4,
    what: 'an offer made for a volunteer who is off',
    builder: new HistoryBuilder().did(1, 'setAvailability', wholeOff).wrote(3, { talk: [request, offer], seat: [free, held] }),
    told: /was made for volunteer-1 after going off/,
  },
  {
    invariant: 4,
    what: 'an offer shown to a volunteer who is off',
    builder: new HistoryBuilder()
      .did(1, 'setAvailability', wholeOff)
      .did(5, 'listOffers', { who: 'volunteer-1', body: offersShown(first) }),
    told: /was shown an offer after going off/,
  },
  {
    invariant: 4,
    what: 'an accept of a volunteer who is off',
    builder: new HistoryBuilder()
      .did(1, 'setAvailability', wholeOff)
      .did(5, 'acceptOffer', { who: 'volunteer-1', params: { offer: first.id }, body: given(conversation) }),
    told: /could accept .* after going off/,
  },
  {
    invariant: 4,
    what: 'an acknowledged “on” that was never written',
    builder: new HistoryBuilder()
      .wrote(0, { seat: [undefined, free] })
      .did(1, 'setAvailability', {
        who: 'volunteer-1',
        sent: { available: true },
        body: availability('on', { session: 'session' }),
      })
      .did(2, 'setAvailability', {
        who: 'volunteer-1',
        sent: { available: true },
        body: availability('on', { session: 'another' }),
      }),
    told: /^4: the session another of volunteer-1 was lost$/,
  },
  {
    invariant: 4,
    what: 'an acknowledged off that was never written',
    builder: new HistoryBuilder().wrote(0, { seat: [undefined, free] }).did(1, 'setAvailability', wholeOff),
    told: /^4: the off of volunteer-1 was lost$/,
  },
  {
    invariant: 4,
    what: 'a late renewal that works',
    builder: new HistoryBuilder()
      .did(1, 'setAvailability', wholeOff)
      .did(2, 'setAvailability', { who: 'volunteer-1', sent: { available: true, session: 'old' }, body: availability('on') }),
    told: /renewed a session that had ended/,
  },
  {
    invariant: 4,
    what: 'a late repeat of an "on" that makes the volunteer available again',
    builder: new HistoryBuilder()
      .did(0, 'setAvailability', { who: 'volunteer-1', key: 'on', sent: { available: true }, body: availability('on') })
      .did(1, 'setAvailability', wholeOff)
      .did(2, 'setAvailability', { who: 'volunteer-1', key: 'on', sent: { available: true }, body: availability('on') }),
    told: /made available by an old "on"/,
  },
  {
    invariant: 5,
    what: 'an accept after the lapse',
    builder: goodHistory()
      .wrote(3, { talk: [offer, { ...request, event: 'lapsed' }] })
      .wrote(5, { talk: [offer, won] }),
    told: /accepted after it had ended/,
  },
  {
    invariant: 5,
    what: 'an accept that made no match',
    builder: new HistoryBuilder().did(4, 'acceptOffer', {
      who: 'volunteer-1',
      params: { offer: first.id },
      body: given(conversation),
    }),
    told: /but that offer made no match/,
  },
  {
    invariant: 5,
    what: 'a winner who is told that the offer is gone',
    builder: goodHistory().did(6, 'acceptOffer', { who: 'volunteer-1', params: { offer: first.id }, status: 409, body: {} }),
    told: /volunteer-1 won .* and was told 409/,
  },
];
