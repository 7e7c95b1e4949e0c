/** A caller who loses access is refused on the very next call: by every function, by warm workers, and during a long poll. */
import { describe, expect, it } from 'vitest';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { aKey, addCoordinator, aSpace } from '../e2e/support/a-space.ts';
import { aKeyOfOnce, aSeeker, ask, wanting } from '../e2e/support/a-seeker.ts';
import { aVolunteer, aVolunteerOn, editVolunteer } from '../e2e/support/a-volunteer.ts';
import { aWorld, rightCalls } from '../e2e/support/a-world.ts';
import { call, callRaw, refused, shownIn, succeeds, tagOf } from '../e2e/support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import { aPerson } from '../e2e/support/service.ts';
import { until } from '../e2e/support/wait.ts';
import { warmCalls } from './limits.ts';
import { routeIds, statusOf } from './role-table.ts';
import { theTables } from './tables.ts';

/** Sends the same call many times at once, so that every worker of the function has seen the caller. */
function often(route: RouteId, sent: () => RawSent) {
  return Promise.all(Array.from({ length: warmCalls }, () => callRaw(route, sent())));
}

/** How many long polls are held now: the number of slots that are taken. */
async function waits(): Promise<number> {
  return [...(await (await theTables()).contents()).keys()].filter((key) => key.includes(' WAIT#')).length;
}

describe.concurrent('access ends at once for', () => {
  it('[sec-at-once-1] a revoked key: on every route and function, and for replays of calls it made before', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const { operator, partner } = space;
    const key = await aKey(operator, partner.id);
    const seeker = await aSeeker(space, {}, { by: key.key });
    const params = { space: space.id };
    const once = aKeyOfOnce();
    const calls: Partial<Record<RouteId, () => RawSent>> = {
      ask: () => ({ params, token: key.key, idempotencyKey: once, body: wanting() }),
      match: () => ({ params, token: key.key, idempotencyKey: aKeyOfOnce(), body: wanting() }),
      showRequest: () => ({ ...seeker.as, token: key.key }),
      stillHere: () => ({ ...seeker.as, token: key.key }),
    };
    const opened = routeIds.flatMap((route) => (calls[route] === undefined ? [] : [[route, calls[route]] as const]));
    for (const [route, sent] of opened)
      for (const { status } of await often(route, sent)) expect([route, status < 300]).toEqual([route, true]);
    await succeeds('revokeKey', { token: operator.token, params: { partner: partner.id, key: key.id } });
    for (const [route, sent] of opened)
      for (const answered of await often(route, sent)) await refused('unauthenticated', answered);
    expect((await call('showRequest', { ...seeker.as, token: partner.key })).status).toBe(200);
  });

  it('[sec-at-once-3] a suspended volunteer: no accept, no offer and no going on, with any session or key from before', async () => {
    const space = await aSpace();
    const volunteer = await aVolunteerOn(space);
    await aVolunteer(space);
    const key = aKeyOfOnce();
    const { session } = await volunteer.on({}, key);
    const seeker = await aSeeker(space);
    const { id } = await volunteer.offer();
    await editVolunteer(space, volunteer.id, { status: 'suspended' });
    await refused('offer-gone', volunteer.accept(id));
    await refused('not-eligible', volunteer.next());
    await refused('not-eligible', volunteer.setAvailability({ available: true }));
    await refused('session-ended', volunteer.setAvailability({ available: true, session }));
    expect(shownIn(await volunteer.setAvailability({ available: true }, key))).not.toMatchObject({ state: 'on' });
    expect(await volunteer.offers()).toEqual([]);
    expect((await seeker.read()).status).toBe('waiting');
    await editVolunteer(space, volunteer.id, { status: 'active' });
    await volunteer.on();
    expect((await volunteer.offer()).id).not.toBe(id);
  });

  it('[sec-at-once-4] a removed coordinator: on every route for coordinators', async () => {
    const world = await aWorld();
    const { operator, id } = world.space;
    const second = await aPerson();
    await addCoordinator(operator, id, second);
    const ofCoordinators = routeIds.filter((route) => statusOf(route, 'coord') < 300 && statusOf(route, 'stranger') === 404);
    const reads = ofCoordinators.filter((route) => contract[route].method === 'GET');
    const right = rightCalls(world);
    for (const route of reads) expect((await callRaw(route, { ...right[route], token: second.token })).status).toBe(200);
    await succeeds('removeCoordinator', { token: operator.token, params: { space: id, sub: second.sub } });
    await Promise.all(
      ofCoordinators.map((route) => refused('not-found', callRaw(route, { ...right[route], token: second.token }))),
    );
  });

  it('[sec-at-once-5] the seeker of an erased request, and the partner: by the seeker’s token and by the partner’s key', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const seeker = await aSeeker(space);
    for (const { status } of await often('showRequest', () => seeker.as)) expect(status).toBe(200);
    await seeker.erase();
    for (const token of [seeker.token, space.partner.key])
      for (const answered of await often('showRequest', () => ({ ...seeker.as, token }))) await refused('gone', answered);
    expect((await ask(space)).status).toBe(202);
  });
});

/** Not concurrent with other tests, because it counts the long polls that are held. */
describe('a caller who loses access during a long poll', () => {
  it('[sec-at-once-2] a key that is revoked during its long poll gets 401, and not the change that it waited for', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const { operator, partner } = space;
    const key = await aKey(operator, partner.id);
    const seeker = await aSeeker(space, {}, { by: key.key });
    const waiting = await waits();
    const tag = tagOf(await call('showRequest', { ...seeker.as, token: key.key }));
    const holding = { waitSeconds: 10, ifNoneMatch: tag };
    const held = call('showRequest', { ...seeker.as, token: key.key, ...holding });
    const matched = call('match', {
      params: { space: space.id },
      token: key.key,
      idempotencyKey: aKeyOfOnce(),
      body: { ...wanting(), waitSeconds: 6 },
    });
    // The service has authenticated both calls and holds them now. A call that had only arrived would be refused at its start.
    await until(waits, (now) => now === waiting + 2);
    await succeeds('revokeKey', { token: operator.token, params: { partner: partner.id, key: key.id } });
    await seeker.cancel();
    await refused('unauthenticated', held);
    await refused('unauthenticated', matched);
  });
});
