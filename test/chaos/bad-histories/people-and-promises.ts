/** Bad histories of invariants 6 to 16: constraints, order, time, keys, help, positions. */
import { emergencyTopic } from '../../../shared/domain/support/resource.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { aSeat, aTalk, at, noon, requestNo, volunteerNo } from '../../fixtures/domain.ts';
import { asked, help, helpAbroad, matched, offered, offerTo, requestView, request, HistoryBuilder } from './history-builder.ts';
import { acked, askedFor, busy, conversation, first, free, held, asSeeker, offer, won, type Bad } from './good.ts';

const cancelled: Talk = { ...request, seq: 2, event: 'cancelled', state: 'cancelled', endedAt: at(1) };
const again = aTalk({ n: 2, subject: 'subject' });
const firstOffer = offered(aTalk({ subject: 'subject' }), first);
const late = offerTo(1, { n: 7, second: 9 });
const capped = aSeat({ facts: { talksPerDay: 1 } });
const older = aTalk({ n: 2, askedAt: at(-100), lastSeenAt: noon });
const seenLater = aTalk({ lastSeenAt: at(60) });
const abroadFirst = { ...helpAbroad, resources: helpAbroad.resources.toReversed() };
const numberAbroad = {
  ...helpAbroad,
  resources: [...helpAbroad.resources, ...help.resources.filter(({ topics }) => topics.includes(emergencyTopic))],
};
const expiredHelp = { ...help, resources: help.resources.map((entry) => ({ ...entry, expiresAt: '2020-01-01' })) };

export const peopleAndPromises: readonly Bad[] = [
  {
    invariant: 6,
    what: 'an offer in a language the volunteer does not speak',
    builder: new HistoryBuilder().wrote(3, { talk: [aTalk({ criteria: { languages: ['de'] } }), offer], seat: [free, held] }),
    told: /no language shared/,
  },
  {
    invariant: 6,
    what: 'an offer to a volunteer who rests',
    builder: new HistoryBuilder().wrote(3, { talk: [request, offer], seat: [aSeat({ restUntil: at(60) }), held] }),
    told: /rests/,
  },
  {
    invariant: 6,
    what: 'an offer of a blocked pair',
    builder: new HistoryBuilder()
      .wrote(-90, { talk: [firstOffer, matched(firstOffer, first)], seat: [held, busy] })
      .did(-30, 'block', { params: { conversation }, status: 201, body: { support: help } })
      .wrote(3, { talk: [again, offered(again, late)], seat: [free, asked(free, again, late)] }),
    told: /a block of the pair/,
  },
  {
    invariant: 6,
    what: 'an offer above the cap for the day',
    builder: new HistoryBuilder()
      .wrote(4, { talk: [offer, won], seat: [held, busy] })
      .wrote(9, { talk: [again, offered(again, late)], seat: [capped, asked(capped, again, late)] }),
    told: /has 1 of 1 talks/,
  },
  {
    invariant: 6,
    what: 'a request without consent',
    builder: new HistoryBuilder().did(0, 'ask', { ...acked, sent: askedFor({ groundRulesVersion: 7 }) }),
    told: /without consent/,
  },
  {
    invariant: 7,
    what: 'an older request that was overtaken',
    builder: new HistoryBuilder()
      .wrote(-99, { talk: [undefined, older] })
      .wrote(3, { talk: [request, offer], seat: [free, held] }),
    told: /before req_00000002/,
  },
  {
    invariant: 7,
    what: 'a more urgent request that was overtaken',
    builder: new HistoryBuilder()
      .wrote(1, { talk: [undefined, aTalk({ n: 2, need: 'notSafeNow', askedAt: at(1) })] })
      .wrote(3, { talk: [request, offer], seat: [free, held] }),
    told: /before req_00000002/,
  },
  {
    invariant: 8,
    what: 'a lost queue time',
    builder: new HistoryBuilder().wrote(5, { talk: [offer, { ...request, event: 'declined', askedAt: at(5) }] }),
    told: /asked at .* then at/,
  },
  {
    invariant: 8,
    what: 'a request that came back and lost its queue time',
    builder: new HistoryBuilder()
      .wrote(0, { talk: [undefined, request] })
      .wrote(90, { talk: [undefined, aTalk({ n: 2, askedAt: at(90), cameBackFrom: request.id })] }),
    told: /lost the queue time/,
  },
  {
    invariant: 8,
    what: 'a decline that excludes the pair for an hour',
    builder: new HistoryBuilder().wrote(5, {
      talk: [offer, { ...request, event: 'declined', excludedVolunteers: [{ volunteer: volunteerNo(1), until: at(3600) }] }],
    }),
    told: /excludes vol_00000001 until/,
  },
  {
    invariant: 8,
    what: 'a decline that moves the volunteer back in the queue',
    builder: new HistoryBuilder().wrote(5, {
      talk: [offer, { ...request, event: 'declined' }],
      seat: [held, { ...free, idleSince: at(5) }],
    }),
    told: /declined and idleSince changed/,
  },
  {
    invariant: 8,
    what: 'a lapse with a back-off of more than a minute',
    builder: new HistoryBuilder().wrote(5, { seat: [held, { ...free, backOffUntil: at(600) }] }),
    told: /backs off until/,
  },
  {
    invariant: 9,
    what: 'a free volunteer and a waiting request without a decision',
    builder: new HistoryBuilder()
      .wrote(-9, { seat: [undefined, aSeat({ leaseExpiresAt: at(900) })] })
      .wrote(0, { talk: [undefined, seenLater] })
      .wrote(120, { talk: [seenLater, cancelled] }),
    told: /waited 119000 ms while a volunteer/,
  },
  {
    invariant: 10,
    what: 'one key and two requests',
    builder: new HistoryBuilder()
      .did(0, 'ask', acked)
      .did(1, 'ask', { ...acked, body: requestView('waiting', { id: requestNo(2), token: 'est_2' }) }),
    told: /a key/,
  },
  {
    invariant: 10,
    what: 'another payload under a used key',
    builder: new HistoryBuilder().did(0, 'ask', acked).did(1, 'ask', { ...acked, sent: askedFor({ urgency: 'soon' }) }),
    told: /another payload.* 202/,
  },
  {
    invariant: 10,
    what: 'a request that was never acknowledged',
    builder: new HistoryBuilder().wrote(0, { talk: [undefined, request] }),
    told: /req_00000001/,
  },
  {
    invariant: 15,
    what: 'a refusal without help',
    builder: new HistoryBuilder().did(0, 'ask', { status: 503, body: { type: 'https://earshot.dev/problems/unavailable' } }),
    told: /503 of ask: no help/,
  },
  {
    invariant: 15,
    what: 'a help line that has expired',
    builder: new HistoryBuilder().did(0, 'ask', {
      ...acked,
      body: requestView('waiting', { token: 'est_1', support: expiredHelp }),
    }),
    told: /has expired/,
  },
  {
    invariant: 15,
    what: 'lines of another country before the finder',
    builder: new HistoryBuilder().did(0, 'ask', {
      ...acked,
      body: requestView('waiting', { token: 'est_1', support: abroadFirst }),
    }),
    told: /is of another country than AQ/,
  },
  {
    invariant: 15,
    what: 'an emergency number of another country',
    builder: new HistoryBuilder().did(0, 'ask', {
      ...acked,
      body: requestView('waiting', { token: 'est_1', support: numberAbroad }),
    }),
    told: /is of another country than AQ/,
  },
  {
    invariant: 16,
    what: 'a position that rises',
    builder: new HistoryBuilder()
      .did(0, 'showRequest', { ...asSeeker, body: requestView('waiting', { position: 2 }) })
      .did(1, 'showRequest', { ...asSeeker, body: requestView('waiting', { position: 3 }) }),
    told: /2, then 3/,
  },
];
