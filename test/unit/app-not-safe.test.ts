/** A seeker who has a request and is not safe now: said by the request's own route, or by asking again. */
import { describe, expect, it } from 'vitest';
import { editEscalation, listEscalations } from '../../shared/app/cases/escalations.ts';
import { escalationPrefix, homeKeys, liveKeys, spacePk } from '../../shared/app/store/keys.ts';
import { escalationRecord } from '../../shared/app/store/home-records.ts';
import { caseAlertRecord, subjectRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { sayNotSafe } from '../../shared/app/talk-requests/not-safe.ts';
import { countEvents } from '../../shared/app/statistics/count-events.ts';
import { dayCountsRecord } from '../../shared/app/statistics/count-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { escalationStates } from '../../shared/domain/escalation.ts';
import { earlierEscalationsMax } from '../../shared/domain/case-limits.ts';
import type { RequestId, SpaceId } from '../../shared/domain/ids.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aSeat, at, anOffer, noon, today } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  disruption,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { askingBody, type AskBody, type SpaceBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

const subject = 'seeker-0123456789';

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
}

const asking = ({ service, space }: Fixture, key: string, parts: Partial<AskBody> = {}, now = noon) =>
  ask(service.ports, { caller: partnerOf(space), space, key, body: askBody.parse({ ...askingBody, ...parts }) }, now);

/** A seeker who waits, less urgent than others. */
async function aWaiting(parts: Partial<SpaceBody> = {}) {
  const service = aService();
  const fixture = { service, space: await aSpace(service, { demo: true, ...parts }) };
  await aVolunteer(service, fixture.space, { subject: 'listener' });
  const { talk } = valueOf(await asking(fixture, 'first', { subject, urgency: 'soon' }));
  const say = (now = at(60)) =>
    sayNotSafe(service.ports, { caller: partnerOf(fixture.space), space: fixture.space, request: talk.id }, now);
  const read = () => stored(service.store, liveKeys.talk(talk.id), talkRecord);
  return { ...fixture, id: talk.id, say, read };
}

async function casesOf({ service, space }: Fixture) {
  const page = await service.store.query({ table: 'home', pk: spacePk(space), prefix: escalationPrefix, limit: 100 });
  if (!page.ok) throw new Error('no page');
  return page.value.items.map((item) => escalationRecord.read(item));
}

/** The one case of the request: raised, told of, and the request comes first. */
async function expectRaised(fixture: Fixture, { id, escalation, need }: Talk): Promise<void> {
  expect(need).toBe('notSafeNow');
  expect(await casesOf(fixture)).toMatchObject([{ id: escalation, state: 'raised', request: id }]);
  if (escalation === undefined) throw new Error('no case');
  expect(await stored(fixture.service.store, liveKeys.caseAlert(escalation), caseAlertRecord)).toMatchObject({
    about: escalation,
  });
}

async function closeCase({ service, space }: Fixture): Promise<void> {
  const caller = service.person('coordinator');
  const { items } = valueOf(await listEscalations(service.ports, { caller, space, limit: 10, state: 'open' }, noon));
  for (const { id } of items)
    for (const state of escalationStates.slice(1))
      valueOf(await editEscalation(service.ports, { caller, space, escalation: id, body: { state } }, noon));
}

describe('[bug-not-safe-again] a seeker who waits, is not safe and asks again', () => {
  it.each([
    { how: 'another key', key: 'second', parts: {} },
    { how: 'another body', key: 'second', parts: { languages: ['pl'], topics: ['none'] } },
    { how: 'old ground rules', key: 'second', parts: { groundRulesVersion: 7 } },
    { how: 'the same key', key: 'first', parts: {} },
  ])('with $how gets the case on the request that waits, and that request', async ({ key, parts }) => {
    const waiting = await aWaiting();
    const again = valueOf(await asking(waiting, key, { subject, notSafeNow: true, ...parts }, at(60)));
    expect(again.talk.id).toBe(waiting.id);
    const talk = await waiting.read();
    expect(talk).toMatchObject({ askedAt: noon, event: 'not-safe-now', seq: 2, lastSeenAt: at(60) });
    await expectRaised(waiting, talk);
  });

  it('is not told that the space has closed', async () => {
    const waiting = await aWaiting({ timeZone: 'UTC', hours: { weekly: [{ day: 'monday', from: '11:00', to: '12:30' }] } });
    const again = valueOf(await asking(waiting, 'second', { subject, notSafeNow: true }, at(3600)));
    expect(again.talk.id).toBe(waiting.id);
    await expectRaised(waiting, await waiting.read());
  });

  it('gets one case, whatever became of the answer, and is heard again', async () => {
    const waiting = await aWaiting();
    waiting.service.ahead.push(disruption.unknownDone);
    const parts = { subject, notSafeNow: true };
    for (const [key, seconds] of [
      ['second', 60],
      ['second', 120],
      ['third', 180],
    ] as const)
      expect(valueOf(await asking(waiting, key, parts, at(seconds))).talk.id).toBe(waiting.id);
    await expectRaised(waiting, await waiting.read());
    expect((await waiting.read()).lastSeenAt).toBe(at(180));
  });

  it('gets the case also if the request was made a moment ago, by a call that was faster', async () => {
    const service = aService();
    const fixture = { service, space: await aSpace(service, { demo: true }) };
    await aVolunteer(service, fixture.space, { subject: 'listener' });
    let first: RequestId | undefined;
    service.ahead.push(
      overtakenBy(async () => {
        first = valueOf(await asking(fixture, 'first', { subject })).talk.id;
      }),
    );
    const { talk } = valueOf(await asking(fixture, 'second', { subject, notSafeNow: true }));
    expect(talk.id).toBe(first);
    await expectRaised(fixture, talk);
  });

  it('makes a new request once the first one is over', async () => {
    const waiting = await aWaiting();
    const { service, space, id } = waiting;
    valueOf(await cancelRequest(service.ports, { caller: partnerOf(space), space, request: id }, noon));
    expect(problemOf(await waiting.say()).code).toBe('already-over');
    const { talk } = valueOf(await asking(waiting, 'second', { subject, notSafeNow: true }));
    expect(talk.id).not.toBe(id);
    await expectRaised(waiting, talk);
    expect(problemOf(await asking(waiting, 'first', { subject, notSafeNow: true })).code).toBe('idempotency-mismatch');
  });
});

describe('a seeker who says "I am not safe now"', () => {
  it('[bug-not-safe-said] comes first from then on, waits as long as a new request would, and may have volunteers called out at once', async () => {
    const waiting = await aWaiting();
    const { service, space, id, say, read } = waiting;
    const before = await read();
    valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, { ...before, calledOutAt: noon }, before)]));
    const woken = service.wakes.pending.length;
    expect(valueOf(await say()).view).toMatchObject({ id, status: 'waiting' });
    const talk = await read();
    expect(talk).toMatchObject({ askedAt: noon, expiresAt: before.expiresAt + 60_000 });
    expect(talk.calledOutAt).toBeUndefined();
    await expectRaised({ service, space }, talk);
    expect(service.wakes.pending.length).toBeGreaterThan(woken);
    valueOf(await say(at(120)));
    expect(await read()).toMatchObject({ seq: 2, lastSeenAt: at(120) });
    expect(await casesOf(waiting)).toHaveLength(1);
  });

  it('has the case raised during a talk, and the talk goes on', async () => {
    const waiting = await aWaiting();
    const { service, space, say, read } = waiting;
    const before = await read();
    const { talk, seat } = anOffer(before, aSeat({ space }));
    const [offer] = talk.offers;
    if (offer === undefined) throw new Error('no offer');
    const { id, volunteer } = offer;
    const conversation = `cnv_${before.id.slice(4)}.1`;
    const match = { conversation, n: 1, offer: id, volunteer, at: noon, reasons: [], endsBy: at(600) };
    const talking = talkRecord.schema.parse({ ...before, state: 'matched', match });
    expect(seat.volunteer).toBe(volunteer);
    valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, { ...before, ...talking }, before)]));
    expect(valueOf(await say()).view).toMatchObject({ status: 'matched', conversation: { state: 'open' } });
    await expectRaised(waiting, await read());
    expect((await read()).expiresAt).toBe(before.expiresAt);
  });

  it('gets another case once a coordinator has closed the first one, and all of them forget an erased request', async () => {
    const waiting = await aWaiting();
    const { service, space, id, say, read } = waiting;
    for (let times = 0; times < earlierEscalationsMax + 2; times += 1) {
      await closeCase(waiting);
      valueOf(await say());
    }
    const { earlierEscalations = [], escalation } = await read();
    expect(earlierEscalations).toHaveLength(earlierEscalationsMax);
    const cases = await casesOf(waiting);
    expect(cases.map((one) => one.id).toSorted()).toEqual([...earlierEscalations, escalation].toSorted());
    expect(cases.filter(({ state }) => state !== 'closed').map((one) => one.id)).toEqual([escalation]);
    const { receipt } = valueOf(await eraseRequest(service.ports, { caller: partnerOf(space), space, request: id }, noon));
    expect(receipt.kept).toContain('escalation');
    expect(await casesOf(waiting)).toMatchObject([{ id: escalation, state: 'raised' }]);
    expect(JSON.stringify(await casesOf(waiting))).not.toContain(id);
  });

  it('is counted among the cases of the day', async () => {
    const waiting = await aWaiting({ timeZone: 'UTC' });
    const { service, space: id } = waiting;
    const { talk } = valueOf(await asking(waiting, 'second', { subject, notSafeNow: true }));
    const space = valueOf(await spaceOr404(service.ports, id));
    valueOf(await countEvents(service.ports, space, [{ talk, at: at(60) }]));
    const { figures } = await stored(service.store, homeKeys.dayCounts(id, today), dayCountsRecord);
    expect([figures.cases, figures.asked]).toEqual([1, 0]);
  });

  it('holds the lock of the subject as before', async () => {
    const { service, space, id, say, read } = await aWaiting();
    valueOf(await say());
    const { subject: digest = '' } = await read();
    expect(await stored(service.store, liveKeys.subject(space, digest), subjectRecord)).toMatchObject({ request: id });
  });
});
