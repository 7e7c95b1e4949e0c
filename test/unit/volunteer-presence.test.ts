/** Every call of a volunteer who is on extends the lease, whatever the call is about. */
import { describe, expect, it } from 'vitest';
import { showAvailability } from '../../shared/app/availability/explain-availability.ts';
import { blockPair } from '../../shared/app/conversations/block.ts';
import { giveFeedback } from '../../shared/app/conversations/feedback.ts';
import { hereInConversation } from '../../shared/app/conversations/presence.ts';
import { rematchConversation } from '../../shared/app/conversations/rematch.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { showConversation } from '../../shared/app/conversations/show.ts';
import { editMe } from '../../shared/app/me/edit-me.ts';
import { me } from '../../shared/app/me/me.ts';
import { acceptMyOffer, declineMyOffer } from '../../shared/app/offers/answer.ts';
import { listMyConversations, listOffers } from '../../shared/app/offers/list-offers.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { feedbackBody, reportBody } from '../../shared/contract/conversations.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Ports } from '../../shared/ports.ts';
import { aTalk, at, noon, offerNo, requestNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf } from '../fixtures/service.ts';
import { spoil } from '../fixtures/spoiled.ts';

const leaseSeconds = 120;
const now = at(leaseSeconds - 1);
const conversation = conversationOf(requestNo(2), 1);
const opened = { request: requestNo(2), conversation, at: noon };

/** Vera is on since noon, with an open offer of request 1 and in a talk about request 2. */
async function aFixture() {
  const service = aService();
  const { ports, store } = service;
  const space = await aSpace(service, { limits: { presenceLeaseSeconds: leaseSeconds, capacityMax: 3 } });
  const { view } = await aVolunteer(service, space, { subject: 'vera' });
  const talks = [opened];
  await isOn(service, { space, volunteer: view.id, leaseExpiresAt: at(leaseSeconds), talks }, [aTalk({ n: 1, space })]);
  const match = { conversation, n: 1, offer: offerNo(9), volunteer: view.id, at: noon, reasons: [], endsBy: at(3600) };
  const talk = aTalk({ n: 2, space, state: 'matched', match });
  valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
  const key = liveKeys.seat(space, view.id);
  const leaseExpiresAt = async () => (await stored(store, key, seatRecord)).leaseExpiresAt;
  const mine = { caller: service.person('vera'), space };
  return { service, space, key, leaseExpiresAt, mine, about: { ...mine, conversation } };
}

type Fixture = Awaited<ReturnType<typeof aFixture>>;
type Call = (ports: Ports, fixture: Fixture) => Promise<Result<unknown, Problem>>;

const calls: readonly (readonly [string, Call])[] = [
  ['reads the own records', (ports, { mine }) => me(ports, mine, now)],
  ['reads the availability', (ports, { mine }) => showAvailability(ports, mine, now)],
  ['edits the own profile', (ports, { mine }) => editMe(ports, { ...mine, body: { topics: ['grief'] } }, now)],
  ['reads the offers', (ports, { mine }) => listOffers(ports, mine, now)],
  ['asks for the next offer', (ports, { mine }) => nextOffer(ports, mine, now)],
  ['declines', (ports, { mine }) => declineMyOffer(ports, { ...mine, offer: offerNo(1) }, now)],
  ['accepts', (ports, { mine }) => acceptMyOffer(ports, { ...mine, offer: offerNo(1) }, now)],
  ['reads the conversations', (ports, { mine }) => listMyConversations(ports, mine, now)],
  ['reads a conversation', (ports, { about }) => showConversation(ports, about, now)],
  ['is here in a conversation', (ports, { about }) => hereInConversation(ports, about, now)],
  ['asks for a rematch too early', (ports, { about }) => rematchConversation(ports, about, now)],
  ['gives feedback', (ports, { about }) => giveFeedback(ports, { ...about, body: feedbackBody.parse({ rating: 4 }) }, now)],
  ['blocks', (ports, { about }) => blockPair(ports, about, now)],
  [
    'reports',
    (ports, { about }) =>
      reportOther(ports, { ...about, key: undefined, body: reportBody.parse({ category: 'other', block: false }) }, now),
  ],
];

describe('[bug-call-without-lease] the lease is extended when a volunteer who is on', () => {
  it.each(calls)('%s', async (_name, call) => {
    const fixture = await aFixture();
    await call(fixture.service.ports, fixture);
    expect(await fixture.leaseExpiresAt()).toBe(at(2 * leaseSeconds - 1));
  });
});

describe('a volunteer who says "here"', () => {
  it('after a silence beside the talk wakes the matcher, which may give another offer', async () => {
    const { service, space, about } = await aFixture();
    service.wakes.drain();
    valueOf(await hereInConversation(service.ports, about, at(leaseSeconds + 60)));
    expect(service.wakes.drain()).toContain(roomOf(space));
  });

  it('is let in although the seat cannot be read', async () => {
    const { service, key, about } = await aFixture();
    await spoil(service.store, key);
    expect((await hereInConversation(service.ports, about, now)).ok).toBe(true);
  });
});
