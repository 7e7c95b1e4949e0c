import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { deleteEndpoint, editEndpoint, verifyEndpoint } from '../../shared/app/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../shared/app/webhooks/create-endpoint.ts';
import { listDeliveries, replayDelivery, testEndpoint } from '../../shared/app/webhooks/deliveries.ts';
import { listEndpoints, showEndpoint } from '../../shared/app/webhooks/read-endpoints.ts';
import { endpointView } from '../../shared/contract/webhook-schemas.ts';
import { deliveryId } from '../../shared/domain/ids.ts';
import { noon } from '../fixtures/domain.ts';
import { addCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { aService, aSpace, disruption, expectConforms, problemOf, valueOf } from '../fixtures/service.ts';
import { aWebhookWorld, changesOf, tell, typesOf, WebhookWorld } from '../fixtures/webhooks.ts';

describe('a new endpoint', () => {
  it('[bug-endpoint-unverified] is told its code and nothing else, until its owner has shown the code', async () => {
    const world = new WebhookWorld();
    const partner = await world.partner();
    const { ports } = world.service;
    const owner = { partner: partner.partner };
    const body = { url: 'https://hooks.partner.example', types: ['talk.matched' as const] };
    const made = valueOf(await createEndpoint(ports, { caller: partner.caller, owner, key: 'once', body }, noon));
    const { secret, ...view } = made;
    expectConforms(endpointView, view);
    expect(view).toMatchObject({ state: 'unverified', url: 'https://hooks.partner.example/', spaces: [partner.space] });
    expect(valueOf(await createEndpoint(ports, { caller: partner.caller, owner, key: 'once', body }, noon))).toEqual(made);
    await tell(world, changesOf(partner, 1, 0));
    await world.settle();
    expect(typesOf(world.received)).toEqual(['endpoint.verification']);
    const [first] = world.received;
    if (first === undefined) throw new Error('nothing arrived');
    const { post, data } = first;
    expect(post.headers['webhook-signature']).toMatch(/^v1,\S+ v1a,\S+$/u);
    expect(() => new Webhook(secret)).not.toThrow();
    const of = { caller: partner.caller, owner, endpoint: made.id };
    expect(problemOf(await verifyEndpoint(ports, { ...of, code: `${data['code']}x` }, noon)).code).toBe('unprocessable');
    expect(JSON.stringify(valueOf(await listDeliveries(ports, { ...of, limit: 10 }, noon)))).not.toContain(data['code']);
    expect(valueOf(await verifyEndpoint(ports, { ...of, code: data['code'] ?? '' }, noon)).state).toBe('active');
    expect(valueOf(await verifyEndpoint(ports, { ...of, code: data['code'] ?? '' }, noon)).state).toBe('active');
    await world.pass(60);
    expect(typesOf(world.received)).toEqual(['endpoint.verification']);
  });

  it('is made once, although the outcome of the store was unknown', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    world.service.ahead.push(disruption.unknownDone);
    const body = { url: 'https://second.example/', types: ['talk.ended' as const] };
    valueOf(await createEndpoint(ports, { ...of, key: undefined, body }, noon));
    expect(valueOf(await listEndpoints(ports, { caller: partner.caller, owner: of.owner, limit: 10 })).items).toHaveLength(2);
  });

  it.each([
    ['http://hooks.example/', ['talk.matched'], '/url'],
    ['https://127.0.0.1/', ['talk.matched'], '/url'],
    ['https://hooks.example/', ['report.raised'], '/types/0'],
    ['https://hooks.example/', ['talk.ended', 'escalation.raised'], '/types/1'],
  ] as const)('at %s for %s is refused at %s', async (url, types, pointer) => {
    const { of, ports } = await aWebhookWorld();
    const problem = problemOf(await createEndpoint(ports, { ...of, key: undefined, body: { url, types: [...types] } }, noon));
    expect(problem).toMatchObject({ code: 'unprocessable', errors: [{ pointer }] });
  });

  it('is refused beyond ten, and for a space that the key does not have', async () => {
    const { world, of, ports } = await aWebhookWorld();
    const elsewhere = await world.partner();
    const body = { url: 'https://hooks.example/', types: ['talk.ended' as const] };
    const foreign = { ...body, spaces: [elsewhere.space] };
    expect(problemOf(await createEndpoint(ports, { ...of, key: undefined, body: foreign }, noon))).toMatchObject({
      errors: [{ pointer: '/spaces/0' }],
    });
    for (let n = 1; n < 10; n += 1) valueOf(await createEndpoint(ports, { ...of, key: undefined, body }, noon));
    expect(problemOf(await createEndpoint(ports, { ...of, key: undefined, body }, noon)).code).toBe('unprocessable');
  });
});

describe('who manages endpoints', () => {
  it('is an operator, or a key of the very partner with the right `manage` and with each space of the endpoint', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    const other = await world.partner();
    const answers = async (caller: Parameters<typeof showEndpoint>[1]['caller']) => {
      const shown = await showEndpoint(ports, { ...of, caller });
      return shown.ok ? 'shown' : shown.error.code;
    };
    expect(await answers(partner.caller)).toBe('shown');
    expect(await answers(world.service.person('operator', 'operator'))).toBe('shown');
    expect(await answers(world.service.person('coordinator'))).toBe('forbidden');
    expect(await answers(other.caller)).toBe('not-found');
    expect(await answers({ ...partner.caller, rights: ['ask', 'read'] })).toBe('forbidden');
    expect(await answers({ ...partner.caller, test: true })).toBe('forbidden');
    expect(await answers({ ...partner.caller, spaces: [other.space] })).toBe('not-found');
    expect(await answers({ kind: 'nobody', network: '' })).toBe('unauthenticated');
  });
});

describe('an endpoint of a space that is told of reports', () => {
  it('[bug-reports-endpoint] is its maker’s alone, because it may have been told of reports about another coordinator', async () => {
    const service = aService();
    const { ports } = service;
    const space = await aSpace(service);
    const operator = service.person('operator', 'operator');
    for (const sub of ['maker', 'other']) valueOf(await addCoordinator(ports, { caller: operator, space, sub }, noon));
    const owner = { space };
    const [maker, other] = [service.person('maker'), service.person('other')];
    const body = { url: 'https://hooks.example/', types: ['report.raised' as const] };
    const { id: endpoint } = valueOf(await createEndpoint(ports, { caller: maker, owner, key: undefined, body }, noon));
    const of = { owner, endpoint };
    valueOf(await showEndpoint(ports, { ...of, caller: other }));
    valueOf(await listDeliveries(ports, { ...of, caller: maker, limit: 10 }, noon));
    const refused = [
      await listDeliveries(ports, { ...of, caller: other, limit: 10 }, noon),
      await editEndpoint(ports, { ...of, caller: other, body: { url: 'https://own.example/' } }, noon),
      await testEndpoint(ports, { ...of, caller: other }, noon),
    ];
    expect(refused.map((one) => problemOf(one).code)).toEqual(['not-found', 'not-found', 'not-found']);
    const cases = { url: 'https://hooks.example/', types: ['escalation.raised' as const] };
    const { id: shared } = valueOf(await createEndpoint(ports, { caller: maker, owner, key: undefined, body: cases }, noon));
    // Another coordinator who lets it be told of reports counts as its maker from then on.
    const taken = { caller: other, owner, endpoint: shared, body: { types: ['report.raised' as const] } };
    valueOf(await editEndpoint(ports, taken, noon));
    expect(problemOf(await listDeliveries(ports, { owner, endpoint: shared, caller: maker, limit: 10 }, noon)).code).toBe(
      'not-found',
    );
    valueOf(await deleteEndpoint(ports, { ...of, caller: other }, noon));
  });
});

describe('sending again', () => {
  it('signs anew under the same id, and keeps what became of it before', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    await tell(world, changesOf(partner, 1, 1).slice(0, 1));
    await world.settle();
    const id = deliveryId.parse(world.received[0]?.id);
    world.seconds = 500;
    expect(valueOf(await replayDelivery(ports, { ...of, delivery: id }, world.now))).toMatchObject({ state: 'pending' });
    await world.settle();
    expect(world.received.map((one) => one.id)).toEqual([id, id]);
    expect(world.received[0]?.post.body).toBe(world.received[1]?.post.body);
    expect(world.received[0]?.post.headers['webhook-timestamp']).not.toBe(world.received[1]?.post.headers['webhook-timestamp']);
    const { items } = valueOf(await listDeliveries(ports, { ...of, limit: 10 }, world.now));
    expect(items.find((one) => one.id === id)?.attempts).toHaveLength(2);
    expect(problemOf(await replayDelivery(ports, { ...of, delivery: deliveryId.parse('dlv_absent00') }, world.now)).code).toBe(
      'not-found',
    );
  });

  it('tests an endpoint', async () => {
    const { world, of, ports } = await aWebhookWorld();
    valueOf(await testEndpoint(ports, of, world.now));
    await world.settle();
    expect(typesOf(world.received)).toEqual(['endpoint.test']);
  });
});

describe('a change of an endpoint', () => {
  it('of its address asks for a new proof, and sends nothing else there before', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    world.seconds = 100;
    expect(valueOf(await editEndpoint(ports, { ...of, body: { url: 'https://moved.example/' } }, world.now)).state).toBe(
      'unverified',
    );
    await tell(world, changesOf(partner, 1, 101));
    await world.settle();
    expect(world.received.map(({ type, url }) => [type, url])).toEqual([['endpoint.verification', 'https://moved.example/']]);
    expect(valueOf(await verifyEndpoint(ports, { ...of, code: world.received[0]?.data['code'] ?? '' }, world.now)).state).toBe(
      'active',
    );
  });

  it('that deletes it sends nothing more, and nothing stays behind that waits', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    await tell(world, changesOf(partner, 1, 1));
    valueOf(await deleteEndpoint(ports, of, world.now));
    await world.settle();
    expect(world.received).toEqual([]);
    expect(world.service.store.dump().filter(({ key }) => /^(WAITING#|DUE)/u.test(key.pk))).toEqual([]);
    expect(problemOf(await deleteEndpoint(ports, of, world.now)).code).toBe('not-found');
  });
});
