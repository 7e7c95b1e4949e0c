/** Webhooks: what a receiver gets, checked by the official library of Standard Webhooks as a receiver uses it. */
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { webhookBodies } from '../../shared/contract/webhook-bodies.ts';
import { eventType, type WantedEventType } from '../../shared/domain/webhooks/event-types.ts';
import { aReceiver, type Arrived, type Receiver } from '../world/receiver.ts';
import { addCoordinator, aKey, aSpace, type ASpace } from './support/a-space.ts';
import { aKeyOfOnce, aSeeker } from './support/a-seeker.ts';
import { aTalk, end } from './support/a-talk.ts';
import { addVolunteer, aVolunteer, aVolunteerOn, Volunteer } from './support/a-volunteer.ts';
import { callRaw, refused, shownIn, succeeded, succeeds } from './support/call.ts';
import { canariesIn } from './support/canary.ts';
import { aPerson } from './support/service.ts';

const everything: WantedEventType[] = ['talk.matched', 'talk.ended', 'talk.cancelled', 'talk.expired', 'endpoint.disabled'];

interface Endpoint {
  readonly secret: string;
  readonly receiver: Receiver;
  readonly as: { readonly token: string; readonly params: { readonly partner: string; readonly endpoint: string } };
}

/** A verified endpoint of the space's partner. */
async function anEndpoint({ operator, partner }: ASpace, types = everything): Promise<Endpoint> {
  const { key: token } = await aKey(operator, partner.id, { rights: ['manage'] });
  const receiver = await aReceiver();
  const params = { partner: partner.id };
  const { id: endpoint, secret } = await succeeds('createPartnerEndpoint', { token, params, body: { url: receiver.url, types } });
  const as = { token, params: { ...params, endpoint } };
  const { data } = await receiver.until(({ type }) => type === 'endpoint.verification');
  await refused('unprocessable', callRaw('verifyPartnerEndpoint', { ...as, body: { code: `${data['code']}x` } }));
  const verified = await succeeds('verifyPartnerEndpoint', { ...as, body: { code: data['code'] ?? '' } });
  expect(verified).toMatchObject({ state: 'active', url: receiver.url });
  return { secret, receiver, as };
}

/** Verified by the official library, and nothing but ids in it. */
function judge(message: Arrived, secret: string): void {
  const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
  expect(new Webhook(secret).verify(message.text, headers)).toEqual(JSON.parse(message.text));
  expect(() => new Webhook(secret).verify(`${message.text} `, headers)).toThrow();
  webhookBodies[eventType.parse(message.type)].body.parse(JSON.parse(message.text));
  expect(canariesIn(message.text)).toEqual([]);
  expect(message.text).not.toMatch(/est_|ecb_|ek_|whsec_|https?:/u);
}

const about = (request: string) => (message: Arrived) => message.data['request'] === request;
const typed = (type: string, request: string) => (message: Arrived) => message.type === type && about(request)(message);

describe.concurrent('the endpoint of a partner', () => {
  it('[sec-webhooks-1] is told of a match, an end, a cancellation, in their order, signed, with ids only', async () => {
    const space = await aSpace();
    const { receiver, secret } = await anEndpoint(space);
    const talk = await aTalk(space);
    await end(talk.as.seeker);
    await aVolunteer(space, { languages: ['fr'] });
    const waiting = await aSeeker(space, { languages: ['fr'] });
    await waiting.cancel();
    await receiver.until(typed('talk.ended', talk.seeker.id));
    await receiver.until(typed('talk.cancelled', waiting.id));
    expect(receiver.arrived.filter(about(talk.seeker.id)).map(({ type }) => type)).toEqual(['talk.matched', 'talk.ended']);
    const matched = receiver.arrived.find(typed('talk.matched', talk.seeker.id));
    expect(matched?.data).toEqual({ space: space.id, request: talk.seeker.id, conversation: talk.id });
    for (const message of receiver.arrived) judge(message, secret);
  });

  it('is told that a request expired', async () => {
    const space = await aSpace({ limits: { unmatchedExpirySeconds: 60 } });
    const { receiver, secret } = await anEndpoint(space, ['talk.expired']);
    await aVolunteer(space, { languages: ['fr'] });
    const waiting = await aSeeker(space, { languages: ['fr'] });
    judge(await receiver.until(typed('talk.expired', waiting.id)), secret);
    expect(receiver.arrived.map(({ type }) => type)).toEqual(['endpoint.verification', 'talk.expired']);
  });

  it('gets what it missed once it works again, and both secrets are right during a rotation', async () => {
    const space = await aSpace();
    const { receiver, secret, as } = await anEndpoint(space);
    receiver.answer = 503;
    const talk = await aTalk(space);
    await end(talk.as.seeker);
    const rotated = await succeeds('rotatePartnerEndpointSecret', as);
    receiver.answer = 200;
    await receiver.until(typed('talk.ended', talk.seeker.id));
    const told = receiver.arrived.filter(about(talk.seeker.id));
    expect(told.map(({ type }) => type)).toEqual(['talk.matched', 'talk.ended']);
    for (const message of told) {
      judge(message, secret);
      judge(message, rotated.secret);
    }
    const [delivered] = (await succeeds('listPartnerDeliveries', { ...as, query: { state: 'delivered', limit: '1' } })).items;
    expect(delivered).toMatchObject({ type: 'talk.ended', state: 'delivered' });
    const again = await succeeds('replayPartnerDelivery', { ...as, params: { ...as.params, delivery: delivered?.id ?? '' } });
    expect(again).toMatchObject({ id: delivered?.id, state: 'pending' });
    await receiver.until((message) => message !== told[1] && message.id === delivered?.id);
  });

  it('that answers 410 is disabled and told nothing more; what failed is recovered', async () => {
    const space = await aSpace();
    const { receiver, as } = await anEndpoint(space);
    receiver.answer = 410;
    const talk = await aTalk(space);
    const isDisabled = async () => (await succeeds('showPartnerEndpoint', as)).state === 'disabled';
    while (!(await isDisabled())) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await succeeds('showPartnerEndpoint', as)).toMatchObject({ disabled: { because: 'gone' } });
    await refused('endpoint-disabled', callRaw('testPartnerEndpoint', as));
    receiver.answer = 204;
    await succeeds('editPartnerEndpoint', { ...as, body: { disabled: false } });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await succeeds('recoverPartnerEndpoint', { ...as, body: { since } })).recovered).toBe(1);
    await receiver.until(typed('talk.matched', talk.seeker.id));
  });

  it('[sec-webhooks-2] is no address of this network, and no key manages the endpoints of another partner', async () => {
    const [space, elsewhere] = await Promise.all([aSpace(), aSpace()]);
    const { as } = await anEndpoint(space);
    const { key: foreign } = await aKey(elsewhere.operator, elsewhere.partner.id, { rights: ['manage'] });
    await refused('not-found', callRaw('showPartnerEndpoint', { ...as, token: foreign }));
    await refused('forbidden', callRaw('showPartnerEndpoint', { ...as, token: space.partner.key }));
    for (const url of ['https://10.0.0.1/', 'https://169.254.169.254/', 'http://hooks.example/', 'https://db.internal/', 'x'])
      await refused(
        'unprocessable',
        callRaw('createPartnerEndpoint', { ...as, params: { partner: as.params.partner }, body: { url, types: everything } }),
      );
  });
});

/** The same calls for the endpoints of both owners. */
const owners = [
  {
    owner: 'a partner',
    of: ({ operator, partner }: ASpace) => ({ token: operator.token, params: { partner: partner.id } }),
    type: 'talk.matched',
    routes: {
      create: 'createPartnerEndpoint',
      show: 'showPartnerEndpoint',
      edit: 'editPartnerEndpoint',
      verify: 'verifyPartnerEndpoint',
      rotate: 'rotatePartnerEndpointSecret',
      test: 'testPartnerEndpoint',
      recover: 'recoverPartnerEndpoint',
      deliveries: 'listPartnerDeliveries',
      replay: 'replayPartnerDelivery',
    },
  },
  {
    owner: 'a space',
    of: ({ coordinator, id: space }: ASpace) => ({ token: coordinator.token, params: { space } }),
    type: 'report.raised',
    routes: {
      create: 'createSpaceEndpoint',
      show: 'showSpaceEndpoint',
      edit: 'editSpaceEndpoint',
      verify: 'verifySpaceEndpoint',
      rotate: 'rotateSpaceEndpointSecret',
      test: 'testSpaceEndpoint',
      recover: 'recoverSpaceEndpoint',
      deliveries: 'listSpaceDeliveries',
      replay: 'replaySpaceDelivery',
    },
  },
] as const;

const listed = z.object({ items: z.array(z.object({ id: z.string(), state: z.string() })) });
const withId = z.object({ id: z.string() });

describe.concurrent('the endpoint of an owner', () => {
  it.each(owners)('of $owner refuses what cannot be done, and says why', async ({ of, type, routes }) => {
    const space = await aSpace();
    const mine = of(space);
    const receiver = await aReceiver();
    const body = { url: receiver.url, types: [type] };
    const idempotencyKey = aKeyOfOnce();
    const created = await callRaw(routes.create, { ...mine, idempotencyKey, body });
    const { id: endpoint } = withId.parse(shownIn(created));
    const { id: other } = withId.parse(shownIn(await callRaw(routes.create, { ...mine, body })));
    const changed = { ...body, url: `${receiver.url}/other` };
    await refused('idempotency-mismatch', callRaw(routes.create, { ...mine, idempotencyKey, body: changed }));
    const one = { ...mine, params: { ...mine.params, endpoint } };
    await callRaw(routes.rotate, { ...one, idempotencyKey });
    const another = { ...mine, params: { ...mine.params, endpoint: other } };
    await refused('idempotency-mismatch', callRaw(routes.rotate, { ...another, idempotencyKey }));
    await refused('unprocessable', callRaw(routes.create, { ...mine, body: { ...body, url: 'https://10.0.0.1/' } }));
    await refused('unprocessable', callRaw(routes.edit, { ...one, body: { url: 'https://10.0.0.1/' } }));
    const { data } = await receiver.until((message) => message.data['endpoint'] === endpoint);
    await refused('unprocessable', callRaw(routes.verify, { ...one, body: { code: `${data['code']}x` } }));
    await callRaw(routes.verify, { ...one, body: { code: data['code'] ?? '' } });
    await callRaw(routes.test, one);
    await receiver.until((message) => message.type === 'endpoint.test');
    const delivered = async () =>
      listed.parse(shownIn(await callRaw(routes.deliveries, { ...one, query: { state: 'delivered' } })));
    const [delivery] = (await delivered()).items;
    await callRaw(routes.edit, { ...one, body: { disabled: true } });
    await refused('endpoint-disabled', callRaw(routes.test, one));
    await refused('endpoint-disabled', callRaw(routes.verify, { ...one, body: { code: data['code'] ?? '' } }));
    const since = new Date(Date.now() - 3_600_000).toISOString();
    await refused('endpoint-disabled', callRaw(routes.recover, { ...one, body: { since } }));
    const params = { ...one.params, delivery: delivery?.id ?? '' };
    await refused('endpoint-disabled', callRaw(routes.replay, { ...one, params }));
    receiver.close();
  });
});

describe.concurrent('the endpoint of a space', () => {
  async function spaceEndpoint({ id: space, coordinator }: ASpace): Promise<{ receiver: Receiver; secret: string }> {
    const receiver = await aReceiver();
    const as = { token: coordinator.token, params: { space } };
    const types: WantedEventType[] = ['escalation.raised', 'report.raised'];
    const { id: endpoint, secret } = await succeeds('createSpaceEndpoint', { ...as, body: { url: receiver.url, types } });
    const { data } = await receiver.until(({ type }) => type === 'endpoint.verification');
    await succeeds('verifySpaceEndpoint', { ...as, params: { space, endpoint }, body: { code: data['code'] ?? '' } });
    return { receiver, secret };
  }

  it('is told of a case and of a report, with ids only', async () => {
    const space = await aSpace();
    const { receiver, secret } = await spaceEndpoint(space);
    const talk = await aTalk(space, { notSafeNow: true });
    const { id: report } = await succeeds('report', { ...talk.as.seeker, body: { category: 'other', text: 'x' } });
    const raised = await receiver.until(({ type }) => type === 'escalation.raised');
    const reported = await receiver.until(({ type }) => type === 'report.raised');
    expect(reported.data).toEqual({ space: space.id, report });
    for (const message of [raised, reported]) judge(message, secret);
  });

  it('[sec-webhooks-3] is not told of a report about the coordinator who made it', async () => {
    const space = await aSpace();
    const { receiver } = await spaceEndpoint(space);
    // Another coordinator may see the report, so it goes to coordinators.
    await addCoordinator(space.operator, space.id, await aPerson());
    const { id } = await succeeded(addVolunteer(space, { subject: space.coordinator.sub }));
    const both = new Volunteer(id, space.id, space.coordinator);
    await both.on();
    const own = await aTalk(space, {}, both);
    const hidden = await succeeds('report', { ...own.as.seeker, body: { category: 'other' } });
    await end(own.as.seeker);
    const talk = await aTalk(space, { languages: ['fr'] }, await aVolunteerOn(space, { languages: ['fr'] }));
    const open = await succeeds('report', { ...talk.as.seeker, body: { category: 'other' } });
    await receiver.until(({ data }) => data['report'] === open.id);
    expect(receiver.arrived.filter(({ data }) => data['report'] === hidden.id)).toEqual([]);
  });
});
