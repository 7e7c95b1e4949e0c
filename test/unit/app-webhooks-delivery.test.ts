import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../random/seeded-random.ts';
import { editEndpoint, rotateSecret, verifyEndpoint } from '../../shared/app/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../shared/app/webhooks/create-endpoint.ts';
import { listDeliveries, recoverSince, testEndpoint } from '../../shared/app/webhooks/deliveries.ts';
import { showEndpoint } from '../../shared/app/webhooks/read-endpoints.ts';
import { eventOfTalk, tellOfAlert } from '../../shared/app/webhooks/tell-of-changes.ts';
import { deliveryView } from '../../shared/contract/webhook-schemas.ts';
import { conversationOf, escalationId, type EndpointId } from '../../shared/domain/ids.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { endpointsFreshSeconds } from '../../shared/domain/webhooks/limits.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import { disruption, expectConforms, problemOf, valueOf } from '../fixtures/service.ts';
import { aWebhookWorld, changesOf, messageIn, tell, typesOf, WebhookWorld } from '../fixtures/webhooks.ts';

describe('what an endpoint is told', () => {
  it('is what happened, with ids only, and in the order of the request', async () => {
    const { world, partner } = await aWebhookWorld();
    await tell(world, changesOf(partner, 1, 10));
    await world.settle();
    expect(typesOf(world.received)).toEqual(['talk.matched', 'talk.ended']);
    expect(world.received[0]?.data).toEqual({
      space: partner.space,
      request: requestNo(1),
      conversation: conversationOf(requestNo(1), 1),
    });
    expect(world.received[0]?.post.body).toContain(`"timestamp":"${new Date(at(10)).toISOString()}"`);
  });

  it('[bug-told-once] is told once, although the stream delivers a change again', async () => {
    const { world, partner } = await aWebhookWorld();
    const changes = changesOf(partner, 1, 10);
    await tell(world, changes);
    await tell(world, changes);
    await world.settle();
    await tell(world, changes);
    await world.settle();
    expect(typesOf(world.received)).toEqual(['talk.matched', 'talk.ended']);
    expect(new Set(world.received.map(({ id }) => id)).size).toBe(2);
  });

  it.each([
    ['matched', 'talk.matched'],
    ['ended', 'talk.ended'],
    ['cancelled', 'talk.cancelled'],
    ['expired', 'talk.expired'],
    ['asked', undefined],
    ['here', undefined],
    ['heartbeat', undefined],
    ['rematched', undefined],
  ] as const)('of the change %s is %s', (event, type) => {
    const [, ended] = changesOf({ space: aTalk().space }, 1, 0);
    expect(eventOfTalk(aTalk({ ...ended, event }))?.type).toBe(type);
  });

  it('is nothing of another partner, of a space that the partner has lost, or of a type that it does not want', async () => {
    const { world, partner } = await aWebhookWorld();
    const other = await world.partner();
    await tell(world, changesOf(other, 1, 0));
    await tell(world, changesOf({ ...partner, space: other.space }, 2, 0));
    const [matched] = changesOf(partner, 3, 0);
    if (matched !== undefined) await tell(world, [{ ...matched, event: 'here' }]);
    await world.settle();
    expect(world.received).toEqual([]);
    expect(world.service.store.dump().filter(({ key }) => key.pk.startsWith('DELIVERIES#'))).toHaveLength(1);
  });

  it('[bug-secret-overlap] is each secret that is valid: two for a day after a rotation', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    const fresh = valueOf(await rotateSecret(ports, { ...of, key: 'once' }, noon));
    expect(valueOf(await rotateSecret(ports, { ...of, key: 'once' }, noon))).toEqual(fresh);
    const count = async () => {
      await tell(world, changesOf(partner, (world.seconds % 1000) + 1, world.seconds).slice(0, 1));
      await world.settle();
      return (world.received.at(-1)?.post.headers['webhook-signature'] ?? '').split(' ').map((one) => one.split(',')[0]);
    };
    expect(await count()).toEqual(['v1', 'v1', 'v1a']);
    world.seconds = 86_400 + 1;
    expect(await count()).toEqual(['v1', 'v1a']);
  });

  it('is a case of its space, again while no coordinator answers', async () => {
    const world = new WebhookWorld();
    const { space } = await world.partner();
    const caller = world.service.person('coordinator');
    const owner = { space };
    const { ports } = world.service;
    const body = { url: 'https://space.example/', types: ['escalation.raised' as const, 'escalation.unacknowledged' as const] };
    const { id } = valueOf(await createEndpoint(ports, { caller, owner, key: undefined, body }, noon));
    await world.settle();
    valueOf(await verifyEndpoint(ports, { caller, owner, endpoint: id, code: world.received[0]?.data['code'] ?? '' }, noon));
    world.received.length = 0;
    const about = escalationId.parse('esc_00000001');
    const alert = { rev: 'rev', space, about, since: at(5) };
    for (const told of [undefined, 1, 2, 2, 3])
      valueOf(
        await tellOfAlert(ports, world.known, told === undefined ? alert : { ...alert, told, toldAt: at(5 + 300 * told) }, noon),
      );
    await world.settle();
    expect(typesOf(world.received)).toEqual(['escalation.raised', 'escalation.unacknowledged', 'escalation.unacknowledged']);
    expect(world.received[0]?.data).toEqual({ space, escalation: about });
  });
});

describe('a receiver that fails', () => {
  it('[bug-endpoint-rests] gets everything once it works again, in the order of each request, after an hour down', async () => {
    const { world, partner } = await aWebhookWorld();
    world.answer = () => ({ kind: 'unreachable', why: 'no-connection' });
    for (let n = 1; n <= 20; n += 1) {
      await tell(world, changesOf(partner, n, world.seconds));
      await world.settle();
      await world.pass(180);
    }
    // The breaker: an hour of twenty requests cost few attempts.
    expect(world.received.length).toBeLessThan(12);
    world.received.length = 0;
    world.answer = () => ({ kind: 'answered', status: 204 });
    await world.pass(1800 + 60);
    for (let n = 1; n <= 20; n += 1)
      expect(typesOf(world.received.filter(({ data }) => data['request'] === requestNo(n)))).toEqual([
        'talk.matched',
        'talk.ended',
      ]);
    expect(world.service.store.dump().filter(({ key }) => /^(WAITING#|DUE)/u.test(key.pk))).toEqual([]);
  });

  it('[bug-endpoint-gone] is disabled by 410 and told nothing more; what failed can be recovered', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    const neighbour = await world.endpoint(partner, ['endpoint.disabled'], 'https://other.example/');
    world.received.length = 0;
    world.answer = ({ url }) => ({ kind: 'answered', status: url.includes('other') ? 200 : 410 });
    await tell(world, changesOf(partner, 1, 5));
    await world.settle();
    expect(typesOf(world.received)).toEqual(['talk.matched', 'endpoint.disabled']);
    expect(world.received[1]?.data).toEqual({ endpoint: of.endpoint });
    expect(neighbour).not.toBe(of.endpoint);
    expect(valueOf(await showEndpoint(ports, of))).toMatchObject({ state: 'disabled', disabled: { because: 'gone' } });
    // What a process knows of endpoints may be some seconds old.
    world.seconds += endpointsFreshSeconds;
    await tell(world, changesOf(partner, 2, 6));
    await world.pass(3600);
    expect(world.received).toHaveLength(2);
    expect(problemOf(await testEndpoint(ports, of, world.now)).code).toBe('endpoint-disabled');
    const { items } = valueOf(await listDeliveries(ports, { ...of, limit: 10, state: 'failed' }, world.now));
    items.forEach((one) => expectConforms(deliveryView, one));
    expect(items.map(({ type }) => type)).toEqual(['talk.ended', 'talk.matched']);
    world.answer = () => ({ kind: 'answered', status: 200 });
    world.received.length = 0;
    expect(valueOf(await editEndpoint(ports, { ...of, body: { disabled: false } }, world.now)).state).toBe('active');
    // A time to come has no deliveries, and one before any that is kept has all.
    const future = epochMs.parse(Date.UTC(9999, 11, 31));
    expect(valueOf(await recoverSince(ports, { ...of, since: future }, world.now))).toEqual({ recovered: 0 });
    const ancient = epochMs.parse(0);
    expect(valueOf(await recoverSince(ports, { ...of, since: ancient }, world.now))).toEqual({ recovered: 2 });
    expect(valueOf(await recoverSince(ports, { ...of, since: noon }, world.now))).toEqual({ recovered: 0 });
    await world.settle();
    expect(typesOf(world.received)).toEqual(['talk.matched', 'talk.ended']);
  });

  it('after days is disabled, and its owner hears of it before', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    await world.endpoint(partner, ['endpoint.failing', 'endpoint.disabled'], 'https://other.example/');
    world.received.length = 0;
    world.answer = ({ url }) => ({ kind: 'answered', status: url.includes('other') ? 200 : 500 });
    const told: string[] = [];
    for (let hour = 0; hour < 6 * 24; hour += 1) {
      await tell(world, changesOf(partner, hour + 1, world.seconds));
      await world.settle();
      world.seconds += 3600 - 60;
      await world.pass(60);
      told.push(...world.received.filter(({ url }) => url.includes('other')).map(({ type }) => `${type} in hour ${hour}`));
      world.received.length = 0;
    }
    expect(told).toEqual(['endpoint.failing in hour 23', 'endpoint.disabled in hour 119']);
    expect(valueOf(await showEndpoint(ports, of))).toMatchObject({ state: 'disabled', disabled: { because: 'failing' } });
  });

  it('[bug-webhook-order] holds up no other request, and no other endpoint', async () => {
    const { world, partner } = await aWebhookWorld();
    world.answer = ({ body }) => ({ kind: 'answered', status: body.includes(requestNo(1)) ? 400 : 200 });
    await tell(world, [...changesOf(partner, 1, 1), ...changesOf(partner, 2, 2)]);
    await world.settle();
    expect(typesOf(world.received.filter(({ data }) => data['request'] === requestNo(1)))).toEqual(['talk.matched']);
    expect(typesOf(world.received.filter(({ data }) => data['request'] === requestNo(2)))).toEqual([
      'talk.matched',
      'talk.ended',
    ]);
  });

  it('is asked again when this service could not send, without a failure being counted', async () => {
    const { world, partner, of, ports } = await aWebhookWorld();
    await tell(world, changesOf(partner, 1, 1));
    world.service.ahead.push(disruption.unavailable);
    await world.settle().catch(() => undefined);
    expect(valueOf(await showEndpoint(ports, of)).failing).toBeUndefined();
    await world.pass(60);
    expect(world.received.map(({ type }) => type)).toContain('talk.ended');
  });
});

describe('whatever the receiver does and whichever messages are lost', () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed + 1))(
    'every event arrives at least once, in the order of its request, and none after disable (seed %i)',
    async (seed) => {
      const random = new SeededRandom(seed);
      const { world, partner, of, ports } = await aWebhookWorld(seed);
      const other = await world.endpoint(partner, ['talk.matched', 'talk.ended'], 'https://dead.example/');
      world.received.length = 0;
      world.answer = ({ url }) => {
        if (url.includes('dead') || random.next() < 0.3) return { kind: 'answered', status: 503, retryAfterSeconds: 30 };
        return random.next() < 0.2 ? { kind: 'unreachable', why: 'too-slow' } : { kind: 'answered', status: 200 };
      };
      const acknowledged = new Map<string, string>();
      const base = world.answer;
      world.answer = (post) => {
        const answer = base(post);
        if (answer.kind === 'answered' && answer.status === 200) acknowledged.set(post.headers['webhook-id'] ?? '', post.body);
        return answer;
      };
      for (let n = 1; n <= 12; n += 1) {
        await tell(world, changesOf(partner, n, world.seconds));
        if (random.next() < 0.5) world.service.deliveries.drain();
        else await world.settle();
        await world.pass(60);
      }
      world.answer = (post) => {
        if (post.url.includes('dead')) return { kind: 'answered', status: 503 };
        acknowledged.set(post.headers['webhook-id'] ?? '', post.body);
        return { kind: 'answered', status: 200 };
      };
      await world.pass(4 * 3600);
      const bodies = [...acknowledged.values()];
      for (let n = 1; n <= 12; n += 1) {
        const types = bodies.filter((body) => body.includes(requestNo(n))).map((body) => messageIn(body).type);
        expect(types, `request ${n}`).toEqual(['talk.matched', 'talk.ended']);
      }
      await disableAndExpectSilence({ world, partner, of, ports }, other);
    },
  );
});

async function disableAndExpectSilence(
  { world, partner, of, ports }: Pick<Awaited<ReturnType<typeof aWebhookWorld>>, 'world' | 'partner' | 'of' | 'ports'>,
  other: EndpointId,
): Promise<void> {
  for (const endpoint of [of.endpoint, other])
    valueOf(await editEndpoint(ports, { ...of, endpoint, body: { disabled: true } }, world.now));
  world.received.length = 0;
  await tell(world, changesOf(partner, 99, world.seconds));
  await world.pass(3600);
  expect(world.received).toEqual([]);
}
