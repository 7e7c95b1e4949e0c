/**
 * A seeker whom a hundred volunteers blocked: matched with one more who never joins, back in the queue, expired, and back again. Everything goes
 * through the public API. No answer is an error of the service, and everyone else in the room is served.
 */
import { expect, it } from 'vitest';
import type { BodyOf } from '../../client/client.ts';
import { rematchAfterSeconds } from '../../shared/domain/rematch-limits.ts';
import { aWholeService } from '../fixtures/whole-service.ts';
import { askingBody } from '../world/bodies.ts';
import { operatorSub } from '../world/people.ts';
import { partnerOverHttp, spaceOverHttp, volunteerOverHttp } from '../world/space-over-http.ts';

/** Volunteers who block the seeker: as many as made a request that no reader took, when requests listed them all. */
const blocking = 100;
const coordinator = { sub: 'coordinator', token: 'coordinator' };

async function aRoom() {
  const service = aWholeService();
  const { client } = service;
  const limits = {
    restSeconds: 0,
    heavyRestSeconds: 0,
    unmatchedExpirySeconds: 60,
    presenceLeaseSeconds: 600,
    stillThereSeconds: 3600,
  };
  const { id: space } = await spaceOverHttp(client, { token: operatorSub, coordinator }, { demo: true, limits });
  const { key } = await partnerOverHttp(client, { token: operatorSub, spaces: [space] });
  const params = { space };
  await Promise.all(
    Array.from({ length: blocking + 2 }, (_none, n) =>
      volunteerOverHttp(client, { token: coordinator.token, space }, { subject: `v${n}` }),
    ),
  );
  let asked = 0;
  const ask = async (subject: string, parts: object = {}) => {
    asked += 1;
    const body = { ...askingBody, subject, ...parts };
    return client.succeeds('ask', { token: key, params, idempotencyKey: `key-${asked}`, body });
  };
  const as = (n: number) => ({ token: `v${n}`, params });
  const on = (n: number, available = true) =>
    client.succeeds('setAvailability', { ...as(n), body: available ? { available } : { available: false } });
  const offerOf = async (n: number) => (await client.succeeds('listOffers', as(n))).items[0]?.id;
  const accept = async (n: number) => {
    const { conversation } = await client.succeeds('acceptOffer', {
      ...as(n),
      params: { space, offer: (await offerOf(n)) ?? '' },
    });
    return { space, conversation: conversation.id };
  };
  const read = (of: BodyOf<'ask'>) => client.succeeds('showRequest', { token: of.token, params: { space, request: of.id } });
  const board = () => client.succeeds('board', { token: coordinator.token, params });
  return { ...service, space, params, ask, as, on, offerOf, accept, read, board };
}

type Room = Awaited<ReturnType<typeof aRoom>>;

/** The volunteer accepts the seeker, blocks, and goes off after the talk. */
async function meetsAndBlocks({ client, ask, on, accept }: Room, n: number): Promise<void> {
  await on(n);
  await ask('seeker-0123456789');
  const talk = await accept(n);
  const token = `v${n}`;
  await client.succeeds('block', { token, params: talk });
  await client.succeeds('endConversation', { token, params: talk });
  await on(n, false);
}

it('[bug-hundred-blocks] comes back after a rematch, with every reader of the room at work', { timeout: 300_000 }, async () => {
  const room = await aRoom();
  const { client, pass, ask, as, on, offerOf, accept, read, board, params, statuses } = room;
  for (let n = 0; n < blocking; n += 1) await meetsAndBlocks(room, n);
  const more = blocking;
  await on(more);
  const first = await ask('seeker-0123456789');
  const unjoined = await accept(more);
  await pass(rematchAfterSeconds);
  await client.succeeds('rematch', { token: first.token, params: unjoined });
  expect([(await read(first)).status, await offerOf(more)]).toEqual(['waiting', undefined]);
  await on(more, false);
  await pass(90);
  const { comeBack, ...expired } = await read(first);
  expect([expired.status, typeof comeBack]).toEqual(['expired', 'string']);
  const back = await ask('seeker-0123456789', { comeBack });
  expect([back.status, back.position]).toEqual(['waiting', 1]);

  // In front of the queue, apart from each volunteer who is on: nobody behind waits for that.
  const serving = [0, 1, blocking - 2];
  for (const n of serving) await on(n);
  const others = [];
  for (const n of [1, 2, 3]) others.push(await ask(`other-${n}-0123456789`));
  expect(await board()).toMatchObject({ waiting: 4 });
  for (const n of serving) await accept(n);
  for (const other of others) expect((await read(other)).status).toBe('matched');
  expect((await read(back)).status).toBe('waiting');
  const pulls = blocking - 1;
  await on(pulls);
  expect(await client.succeeds('nextOffer', as(pulls))).toMatchObject({ reasons: [{ reason: 'for-others' }] });
  const last = await ask('other-4-0123456789');
  expect([(await read(last)).status, (await client.call('nextOffer', as(pulls))).status]).toEqual(['offered', 201]);
  expect(await board()).toMatchObject({ waiting: 2 });

  const { items } = await client.succeeds('listBlocks', { token: coordinator.token, params, query: { limit: 100 } });
  expect(items).toHaveLength(blocking);
  const [{ id: block } = { id: '' }] = items;
  await client.succeeds('liftBlock', { token: coordinator.token, params: { ...params, block } });
  await client.succeeds('eraseRequest', { token: back.token, params: { ...params, request: back.id } });
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
});
