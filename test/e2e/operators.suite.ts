/** Operators: they make partners and keys, and say who runs a space. */
import { describe, expect, it } from 'vitest';
import { aKey, aPartner, aSpace, addCoordinator } from './support/a-space.ts';
import { aKeyOfOnce, ask, aSeeker, wanting } from './support/a-seeker.ts';
import { aVolunteer } from './support/a-volunteer.ts';
import { coordinating } from './support/a-world.ts';
import type { Sent } from '../../client/sent.ts';
import { call, callRaw, pages, refused, succeeded, succeeds, tagOf } from './support/call.ts';
import { canary, statement } from './support/canary.ts';
import { once } from './support/once.ts';
import { anOperator, aPerson } from './support/service.ts';

const ofRequest = ['showRequest', 'stillHere', 'sayNotSafe', 'cancelRequest', 'eraseRequest'] as const;
const ofConversation = [
  'showConversation',
  'setJoin',
  'hereInConversation',
  'endConversation',
  'rematch',
  'giveFeedback',
  'report',
  'block',
] as const;
const join = {
  seeker: { url: 'https://j.example/' },
  volunteer: { url: 'https://j.example/' },
  expiresAt: '2099-01-01T00:00:00Z',
};
const bodies: Readonly<Record<string, unknown>> = { setJoin: join, giveFeedback: {}, report: { category: 'other' } };

const anyOperator = once(() => anOperator());

describe.concurrent('partners', () => {
  it('are made once per Idempotency-Key, for existing spaces', async () => {
    const { id, operator } = await aSpace();
    const { token } = operator;
    const idempotencyKey = aKeyOfOnce();
    const body = { name: statement('partner'), spaces: [id, id] };
    const make = () => succeeds('createPartner', { token, idempotencyKey, body });
    const [first, ...replays] = [await make(), ...(await Promise.all([make(), make(), make()]))];
    expect(first.spaces).toEqual([id]);
    expect(replays).toEqual(replays.map(() => first));
    await refused(
      'idempotency-mismatch',
      call('createPartner', { token, idempotencyKey, body: { ...body, name: statement('other') } }),
    );
    const another = await anOperator();
    const theirs = await succeeds('createPartner', { token: another.token, idempotencyKey, body });
    expect(theirs.id).not.toBe(first.id);
    const unknown = await refused(
      'unprocessable',
      call('createPartner', { token, body: { ...body, spaces: [id, `spc_${'0'.repeat(22)}`] } }),
    );
    expect(unknown.errors).toMatchObject([{ pointer: '/spaces/1' }]);
  });

  it.for([
    ['no name', { spaces: ['spc_00000000'] }, '/name'],
    ['an empty name', { name: '', spaces: ['spc_00000000'] }, '/name'],
    ['a name too long', { name: canary('name').padEnd(201, 'x'), spaces: ['spc_00000000'] }, '/name'],
    ['no space', { name: 'n', spaces: [] }, '/spaces'],
    ['an invalid id of a space', { name: 'n', spaces: [canary('id')] }, '/spaces/0'],
  ] as const)('are not made with %s', async ([, body, pointer]) => {
    const { token } = await anyOperator();
    const { errors } = await refused('bad-request', callRaw('createPartner', { token, body }));
    expect(errors).toMatchObject([{ pointer }]);
  });

  it('[bug-partner-edited] are listed and edited by operators, and lose a space with all their keys at once', async () => {
    const [mine, other] = await Promise.all([aSpace(), aSpace()]);
    await Promise.all([aVolunteer(mine), aVolunteer(other)]);
    const { token } = mine.operator;
    const partner = await aPartner(mine.operator, [mine.id, other.id]);
    const only = await aKey(mine.operator, partner.id, { spaces: [other.id] });
    const of = { token, params: { partner: partner.id } };
    const listed = await Array.fromAsync(pages('listPartners', { token, query: { limit: 50 } }), ({ id }) => id);
    expect(listed).toContain(partner.id);
    const before = await call('showPartner', of);
    expect((await succeeded(before)).spaces).toEqual([mine.id, other.id]);
    const edit = (body: Sent<'editPartner'>['body'], ifMatch?: string) => callRaw('editPartner', { ...of, ifMatch, body });
    await refused('precondition-required', edit({ spaces: [mine.id] }));
    const { errors } = await refused('unprocessable', edit({ spaces: [mine.id, 'spc_nowhere00'] }, '*'));
    expect(errors).toMatchObject([{ pointer: '/spaces/1' }]);
    expect(await succeeded(edit({ spaces: [mine.id], name: statement('partner 2') }, tagOf(before)))).toMatchObject({
      id: partner.id,
      name: statement('partner 2'),
      spaces: [mine.id],
    });
    await refused('stale', edit({ name: statement('partner') }, tagOf(before)));
    await refused('not-found', ask(other, {}, { by: partner.key }));
    await refused('unauthenticated', ask(other, {}, { by: only.key }));
    expect((await ask(mine, {}, { by: partner.key })).status).toBe(202);
    const { items } = await succeeds('audit', coordinating(other));
    expect(items.filter(({ what }) => what === 'partner-edited')).toMatchObject([{ about: partner.id }]);
  });
});

describe.concurrent('a key', () => {
  it('is shown when it is made and in replays of that call, and never again', async () => {
    const { operator, partner, id } = await aSpace();
    const { token } = operator;
    const params = { partner: partner.id };
    const idempotencyKey = aKeyOfOnce();
    const make = (body?: object) => call('createKey', { token, params, idempotencyKey, body });
    const made = await succeeded(make());
    expect(made).toMatchObject({ mode: 'live', spaces: [id], rights: ['ask', 'read'] });
    expect(made.key).toMatch(/^ek_live_/u);
    expect(await succeeded(make())).toEqual(made);
    await refused('idempotency-mismatch', make({ mode: 'test' }));
    const listed = await call('listKeys', { token, params });
    expect(listed.text).not.toContain(made.key);
    const { items } = await succeeded(listed);
    expect(items.map((key) => key.id).toSorted()).toEqual([partner.keyId, made.id].toSorted());
    expect(items.find((key) => key.id === made.id)?.hint).toBe(`ek_live_…${made.key.slice(-4)}`);
  });

  it('is listed in pages, each key once', async () => {
    const { operator, partner } = await aSpace();
    const more = await Promise.all([aKey(operator, partner.id), aKey(operator, partner.id)]);
    const sent = { token: operator.token, params: { partner: partner.id } };
    const found = await Array.fromAsync(pages('listKeys', { ...sent, query: { limit: 1 } }), (key) => key.id);
    expect(found.toSorted()).toEqual([partner.keyId, ...more.map((key) => key.id)].toSorted());
    for (const limit of ['0', '101', '1.5', 'x', '-1', ''])
      await refused('bad-request', call('listKeys', { ...sent, query: { limit } }), limit);
    for (const wrong of [canary('cursor'), 'x.y', '.'])
      await refused('bad-request', call('listKeys', { ...sent, query: { cursor: wrong } }));
  });

  it('is refused from the moment it is revoked, and only that key', async () => {
    const space = await aSpace();
    const { operator, partner } = space;
    await aVolunteer(space);
    const second = await aKey(operator, partner.id);
    await aSeeker(space, {}, { by: second.key });
    const revoke = () => succeeds('revokeKey', { token: operator.token, params: { partner: partner.id, key: second.id } });
    await revoke();
    await refused('unauthenticated', ask(space, {}, { by: second.key }));
    await revoke();
    const { items } = await succeeds('listKeys', { token: operator.token, params: { partner: partner.id } });
    expect(items.find((key) => key.id === second.id)?.revokedAt).toBeDefined();
    expect((await ask(space)).status).toBe(202);
  });

  it('allows what its rights say', async () => {
    const space = await aSpace();
    await aVolunteer(space);
    const { operator, partner } = space;
    const [asks, reads] = await Promise.all([
      aKey(operator, partner.id, { rights: ['ask'] }),
      aKey(operator, partner.id, { rights: ['read'] }),
    ]);
    const seeker = await aSeeker(space, {}, { by: asks.key });
    const params = { space: space.id, conversation: `${seeker.id.replace('req', 'cnv')}.1` };
    for (const id of ofRequest) {
      const needed = id === 'showRequest' ? asks : reads;
      await refused('forbidden', call(id, { ...seeker.as, token: needed.key }));
    }
    for (const id of ofConversation) {
      const needed = id === 'showConversation' ? asks : reads;
      await refused('forbidden', callRaw(id, { params, token: needed.key, body: bodies[id] }));
    }
    expect((await call('showRequest', { ...seeker.as, token: reads.key })).status).toBe(200);
    await succeeds('stillHere', { ...seeker.as, token: asks.key });
    await refused('forbidden', ask(space, {}, { by: reads.key }));
    const idempotencyKey = aKeyOfOnce();
    await refused(
      'forbidden',
      callRaw('match', { token: reads.key, params: { space: space.id }, idempotencyKey, body: wanting() }),
    );
  });

  it('of test mode works in a demo space only', async () => {
    const [real, demo] = await Promise.all([aSpace(), aSpace({ demo: true })]);
    await Promise.all([aVolunteer(real), aVolunteer(demo)]);
    const { operator } = real;
    const partner = await aPartner(operator, [real.id, demo.id], { mode: 'test' });
    expect(partner.key).toMatch(/^ek_test_/u);
    await refused('forbidden', ask(real, {}, { by: partner.key }));
    const { support } = (await aSeeker(demo, {}, { by: partner.key })).created;
    expect(support).toMatchObject({ demo: true, notice: expect.stringContaining('demonstration') });
  });

  it('is bound to its spaces, which are among its partner’s', async () => {
    const [mine, alsoMine, foreign] = await Promise.all([aSpace(), aSpace(), aSpace()]);
    await Promise.all([aVolunteer(mine), aVolunteer(alsoMine)]);
    const partner = await aPartner(mine.operator, [mine.id, alsoMine.id]);
    const bound = await aKey(mine.operator, partner.id, { spaces: [mine.id] });
    expect((await ask(mine, {}, { by: bound.key })).status).toBe(202);
    await refused('not-found', ask(alsoMine, {}, { by: bound.key }));
    expect((await ask(alsoMine, {}, { by: partner.key })).status).toBe(202);
    const { token } = mine.operator;
    const wrong = await refused(
      'unprocessable',
      call('createKey', { token, params: { partner: partner.id }, body: { spaces: [mine.id, foreign.id] } }),
    );
    expect(wrong.errors).toMatchObject([{ pointer: '/spaces/1' }]);
    for (const body of [{ rights: [] }, { rights: ['own'] }, { mode: 'both' }, { spaces: [] }]) {
      await refused('bad-request', callRaw('createKey', { token, params: { partner: partner.id }, body }));
    }
  });
});

describe.concurrent('a coordinator', () => {
  it('runs a space from the moment an operator adds them until the moment an operator removes them', async () => {
    const { id, operator, ...space } = await aSpace();
    const second = await aPerson(`${canary('sub')} /|%é`);
    const board = () => call('board', { token: second.token, params: { space: id } });
    await refused('not-found', board());
    await addCoordinator(operator, id, second);
    await addCoordinator(operator, id, second);
    expect((await board()).status).toBe(200);
    const end = () => succeeds('removeCoordinator', { token: operator.token, params: { space: id, sub: second.sub } });
    await end();
    await refused('not-found', board());
    await end();
    const { items } = await succeeds('audit', coordinating({ id, operator, ...space }));
    const what = items.map((row) => row.what);
    expect(what.filter((one) => one === 'coordinator-added')).toHaveLength(2);
    expect(what.filter((one) => one === 'coordinator-removed')).toHaveLength(1);
  });
});
