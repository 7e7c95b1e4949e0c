import { describe, expect, it } from 'vitest';
import type { Caller } from '../../shared/app/access/callers.ts';
import { authenticatePartner } from '../../shared/app/partners/authenticate-partner.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { createKey } from '../../shared/app/partners/create-key.ts';
import { createPartner } from '../../shared/app/partners/create-partner.ts';
import { editPartner } from '../../shared/app/partners/edit-partner.ts';
import { listPartners, showPartner } from '../../shared/app/partners/read-partners.ts';
import { listKeys } from '../../shared/app/partners/list-keys.ts';
import { revokeKey } from '../../shared/app/partners/revoke-key.ts';
import { showVolunteer } from '../../shared/app/volunteers/read-volunteers.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { keyCreation, keyView, partnerRoutes } from '../../shared/contract/partners.ts';
import { spaceRoutes } from '../../shared/contract/spaces.ts';
import { keyId, partnerId, spaceId, type PartnerId, type SpaceId } from '../../shared/domain/ids.ts';
import { partnerChangesMax, partnerKeysEditedMax } from '../../shared/domain/limits.ts';
import type { Result } from '../../shared/domain/result.ts';
import { noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  expectConforms,
  disruption,
  anonymousCaller,
  overtakenBy,
  problemOf,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

async function aPartner(service: Service, spaces: SpaceId[]): Promise<PartnerId> {
  const caller = service.person('operator', 'operator');
  return valueOf(await createPartner(service.ports, { caller, body: { name: 'App', spaces } }, noon)).id;
}

function aKey(service: Service, partner: PartnerId, wanted: { body?: unknown; key?: string; caller?: Caller } = {}) {
  const { body, ...rest } = wanted;
  const parsed = body === undefined ? undefined : keyCreation.parse(body);
  return createKey(service.ports, { caller: service.person('operator', 'operator'), partner, ...rest, body: parsed }, noon);
}

describe('coordinators', () => {
  it('are added and removed by operators, any number of times, and the change holds at once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const { id: volunteer } = (await aVolunteer(service, space)).view;
    const command = { caller: service.person('operator', 'operator'), space, sub: 'new' };
    const mayRead = async () =>
      (await showVolunteer(service.ports, { caller: service.person('new'), space, volunteer }, noon)).ok;
    service.ahead.push(disruption.unknownDone);
    for (const _ of [1, 2]) {
      const view = valueOf(await addCoordinator(service.ports, command, noon));
      expectConforms(spaceRoutes.addCoordinator.answers[200], view);
      expect(await mayRead()).toBe(true);
    }
    service.ahead.push(disruption.conflict, disruption.unknownDone);
    for (const _ of [1, 2]) {
      valueOf(await removeCoordinator(service.ports, command, noon));
      expect(await mayRead()).toBe(false);
    }
    const what = service.store.dump().map((item) => item.body['what']);
    expect(what.filter((one) => one === 'coordinator-added')).toHaveLength(2);
    expect(what.filter((one) => one === 'coordinator-removed')).toHaveLength(1);
  });

  it('are added by operators only: 401, 403, and 404 for an unknown space', async () => {
    const service = aService();
    const space = await aSpace(service);
    for (const change of [addCoordinator, removeCoordinator]) {
      const refusal = async (caller: Caller, where = space) =>
        problemOf(await change(service.ports, { caller, space: where, sub: 'new' }, noon)).code;
      expect(await refusal(anonymousCaller)).toBe('unauthenticated');
      expect(await refusal(service.person('coordinator'))).toBe('forbidden');
      expect(await refusal(service.person('o', 'operator'), spaceId.parse('spc_nowhere00'))).toBe('not-found');
    }
  });
});

describe('partners', () => {
  it('are bound to spaces that exist', async () => {
    const service = aService();
    const space = await aSpace(service);
    const create = (spaces: SpaceId[], key?: string) =>
      createPartner(service.ports, { caller: service.person('o', 'operator'), key, body: { name: 'App', spaces } }, noon);
    const partner = valueOf(await create([space, space], 'k'));
    expectConforms(partnerRoutes.createPartner.answers[201], partner);
    expect(partner.spaces).toEqual([space]);
    expect(valueOf(await create([space, space], 'k'))).toEqual(partner);
    expect(problemOf(await create([space], 'k')).code).toBe('idempotency-mismatch');
    const unknown = problemOf(await create([space, spaceId.parse('spc_nowhere00')]));
    expect(unknown).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/spaces/1' }] });
  });

  it('and their keys are for operators only', async () => {
    const service = aService();
    const space = await aSpace(service);
    const partner = await aPartner(service, [space]);
    const id = keyId.parse('key_unknown00');
    const refusals = async (caller: Caller) => [
      problemOf(await createPartner(service.ports, { caller, body: { name: 'App', spaces: [space] } }, noon)).code,
      problemOf(await aKey(service, partner, { caller })).code,
      problemOf(await listKeys(service.ports, { caller, partner, limit: 1 })).code,
      problemOf(await revokeKey(service.ports, { caller, partner, id }, noon)).code,
      problemOf(await listPartners(service.ports, { caller, limit: 1 })).code,
      problemOf(await showPartner(service.ports, { caller, partner })).code,
      problemOf(await editPartner(service.ports, { caller, partner, ifMatch: ['*'], body: { name: 'App' } }, noon)).code,
    ];
    expect(new Set(await refusals(anonymousCaller))).toEqual(new Set(['unauthenticated']));
    expect(new Set(await refusals(service.person('coordinator')))).toEqual(new Set(['forbidden']));
    const operator = service.person('o', 'operator');
    const nowhere = partnerId.parse('ptn_nowhere00');
    expect(problemOf(await aKey(service, nowhere)).code).toBe('not-found');
    expect(problemOf(await listKeys(service.ports, { caller: operator, partner: nowhere, limit: 1 })).code).toBe('not-found');
    expect(problemOf(await revokeKey(service.ports, { caller: operator, partner, id }, noon)).code).toBe('not-found');
  });
});

describe('an edit of a partner', () => {
  it('[bug-key-edited-partner] gives no key a space that the partner loses at the same time', async () => {
    const service = aService();
    const [one, two] = [await aSpace(service), await aSpace(service)];
    const partner = await aPartner(service, [one, two]);
    const caller = service.person('operator', 'operator');
    const edit = () => editPartner(service.ports, { caller, partner, ifMatch: ['*'], body: { spaces: [one] } }, noon);
    service.ahead.push(overtakenBy(edit));
    const late = problemOf(await aKey(service, partner, { body: { spaces: [two] } }));
    expect(late).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/spaces/0' }] });
    expect(valueOf(await showPartner(service.ports, { caller, partner })).view.spaces).toEqual([one]);
  });
});

describe('a call about a partner that is refused', () => {
  /** A partner of one space, and a space that never had a partner. */
  async function aFixture() {
    const service = aService();
    const [mine, unpartnered] = [await aSpace(service), await aSpace(service)];
    const partner = await aPartner(service, [mine]);
    const caller = service.person('operator', 'operator');
    const edit = (spaces: SpaceId[], ifMatch: readonly string[] | undefined = ['*']) =>
      editPartner(service.ports, { caller, partner, ifMatch, body: { spaces } }, noon);
    const create = (spaces: SpaceId[], key: string) =>
      createPartner(service.ports, { caller, key, body: { name: 'App', spaces } }, noon);
    return { service, mine, unpartnered, partner, edit, create };
  }
  type Parts = Awaited<ReturnType<typeof aFixture>>;

  it.each<[string, (parts: Parts) => Promise<unknown>, (parts: Parts) => Promise<Result<unknown, Problem>>]>([
    ['without If-Match', async () => undefined, ({ edit, unpartnered }) => edit([unpartnered], [])],
    ['with an old tag', async () => undefined, ({ edit, unpartnered }) => edit([unpartnered], ['old'])],
    [
      'for an unknown space beside it',
      async () => undefined,
      ({ edit, unpartnered }) => edit([unpartnered, spaceId.parse('spc_nowhere00')]),
    ],
    [
      'for too many keys',
      async ({ service, partner }) => {
        for (let n = 0; n <= partnerKeysEditedMax; n += 1) valueOf(await aKey(service, partner));
      },
      ({ edit, unpartnered }) => edit([unpartnered]),
    ],
    [
      'because of the same key with another body',
      async ({ create, mine }) => valueOf(await create([mine], 'k')),
      ({ create, unpartnered }) => create([unpartnered], 'k'),
    ],
    [
      'because the store does not answer',
      async ({ service }) => service.ahead.push(disruption.unavailable),
      ({ create, unpartnered }) => create([unpartnered], 'other'),
    ],
  ])('[bug-refused-changes-nothing] %s, changes nothing', async (_, prepare, call) => {
    const parts = await aFixture();
    await prepare(parts);
    const before = parts.service.store.dump();
    expect((await call(parts)).ok).toBe(false);
    expect(parts.service.store.dump()).toEqual(before);
  });

  it('changes nothing, and the same call with fewer spaces notes the partner at each', async () => {
    const { service, create } = await aFixture();
    const spaces: SpaceId[] = [];
    for (let n = 0; n <= partnerChangesMax; n += 1) spaces.push(await aSpace(service));
    expect(problemOf(await create(spaces, 'many'))).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/spaces' }] });
    valueOf(await create(spaces.slice(1), 'fewer'));
    const unpartnered = service.store.dump().filter(({ key, body }) => key.sk === 'SPACE' && body['unpartnered'] === true);
    // The first, and the one that the fixture left.
    expect(unpartnered).toHaveLength(2);
  });
});

describe('a partner’s key', () => {
  it('has all spaces and rights by default, is shown once, and is stored only as a digest', async () => {
    const service = aService();
    const spaces = [await aSpace(service), await aSpace(service)];
    const partner = await aPartner(service, spaces);
    const { key, ...view } = valueOf(await aKey(service, partner));
    expectConforms(partnerRoutes.createKey.answers[201], { key, ...view });
    expect(view).toMatchObject({ mode: 'live', spaces, rights: ['ask', 'read'] });
    expect(key).toMatch(/^ek_live_[\w-]+\.[\w-]+\.[\w-]{43}$/u);
    expect(view.hint).toBe(`ek_live_…${key.slice(-4)}`);
    const { items } = valueOf(await listKeys(service.ports, { caller: service.person('o', 'operator'), partner, limit: 10 }));
    expect(items).toEqual([view]);
    for (const item of items) expectConforms(keyView, item);
    const secret = key.split('.')[2];
    expect(JSON.stringify(service.store.dump())).not.toContain(secret);
  });

  it('gives its holder exactly the access it was created for', async () => {
    const service = aService();
    const [one, two] = [await aSpace(service), await aSpace(service)];
    const partner = await aPartner(service, [one, two]);
    const { key } = valueOf(await aKey(service, partner, { body: { mode: 'test', spaces: [two], rights: ['read'] } }));
    expect(key.startsWith('ek_test_')).toBe(true);
    const caller = { kind: 'partner', partner, spaces: [two], rights: ['read'], test: true };
    expect(valueOf(await authenticatePartner(service.ports, key))).toEqual(caller);
  });

  it('must be for spaces of the partner', async () => {
    const service = aService();
    const [mine, other] = [await aSpace(service), await aSpace(service)];
    const refused = await aKey(service, await aPartner(service, [mine]), { body: { spaces: [mine, other] } });
    expect(problemOf(refused)).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/spaces/1' }] });
  });

  it('is refused if it was changed, cut, invented, or has another mode', async () => {
    const service = aService();
    const { key } = valueOf(await aKey(service, await aPartner(service, [await aSpace(service)])));
    const [partner, id, secret = ''] = key.split('.');
    const wrong = [
      '',
      'ek_live_',
      key.slice(0, -1),
      `${key}A`,
      key.replace('live', 'test'),
      `${partner}.${id}.${secret.split('').toReversed().join('')}`,
      `${partner}.unknown00.${secret}`,
      `ek_live_unknown00.${id}.${secret}`,
      `Bearer ${key}`,
    ];
    for (const token of wrong) expect(valueOf(await authenticatePartner(service.ports, token))).toBeUndefined();
  });

  it('is refused once its revocation is acknowledged, and stays revoked', async () => {
    const service = aService();
    const partner = await aPartner(service, [await aSpace(service)]);
    const caller = service.person('o', 'operator');
    const { id, key } = valueOf(await aKey(service, partner));
    const { key: other } = valueOf(await aKey(service, partner));
    expect(other.split('.')[2]).not.toBe(key.split('.')[2]);
    service.ahead.push(disruption.unknownDone);
    for (const _ of [1, 2]) valueOf(await revokeKey(service.ports, { caller, partner, id }, noon));
    expect(valueOf(await authenticatePartner(service.ports, key))).toBeUndefined();
    expect(valueOf(await authenticatePartner(service.ports, other))).toBeDefined();
    const { items } = valueOf(await listKeys(service.ports, { caller, partner, limit: 10 }));
    expect(items.map((item) => item.revokedAt !== undefined).toSorted()).toEqual([false, true]);
    expect(service.store.dump().filter((item) => item.body['what'] === 'partner-key-revoked')).toHaveLength(1);
  });

  it('is created once for one Idempotency-Key, is shown again to a replay, and another payload is refused', async () => {
    const service = aService();
    const space = await aSpace(service);
    const [partner, other] = [await aPartner(service, [space]), await aPartner(service, [space])];
    const first = valueOf(await aKey(service, partner, { key: 'k' }));
    expect(valueOf(await aKey(service, partner, { key: 'k' }))).toEqual(first);
    expect(problemOf(await aKey(service, partner, { key: 'k', body: { mode: 'test' } })).code).toBe('idempotency-mismatch');
    expect(problemOf(await aKey(service, other, { key: 'k' })).code).toBe('idempotency-mismatch');
  });

  it('leaves a row in the audit of every space it gives access to', async () => {
    const service = aService();
    const spaces = [await aSpace(service), await aSpace(service)];
    const { id } = valueOf(await aKey(service, await aPartner(service, spaces)));
    const rows = service.store.dump().filter((item) => item.body['about'] === id && item.body['what'] === 'partner-key-created');
    expect(rows.map((row) => row.body['space']).toSorted()).toEqual(spaces.toSorted());
  });
});
