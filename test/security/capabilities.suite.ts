/**
 * The credentials that Earshot itself gives out: seekers' tokens, partners' keys, come-back tokens, invitation codes, cursors.
 * Each opens one thing, only whole and unchanged, and is accepted as nothing else.
 */
import { describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { RouteId } from '../../shared/contract/contract.ts';
import { aKey, aPartner, aSpace } from '../e2e/support/a-space.ts';
import { aSeeker, ask } from '../e2e/support/a-seeker.ts';
import { addVolunteer, aVolunteer } from '../e2e/support/a-volunteer.ts';
import { coordinating } from '../e2e/support/a-world.ts';
import { call, callRaw, refused, succeeded, succeeds } from '../e2e/support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import { once } from '../e2e/support/once.ts';
import { aPerson } from '../e2e/support/service.ts';
import { callsAtOnce } from './limits.ts';

/** Two equal spaces of one operator, each with a waiting seeker. */
const theFixture = once(async () => {
  const [here, there] = await Promise.all([aSpace(), aSpace()]);
  await Promise.all([aVolunteer(here), aVolunteer(there)]);
  const [seeker, other, foreign] = await Promise.all([aSeeker(here), aSeeker(here), aSeeker(there)]);
  return { here, there, seeker, other, foreign };
});

/** Characters. Shorter pieces occur in any answer by chance. */
const distinctChars = 12;

/** Every way to change one character, every place to cut, and other changes that people and programs make to a text. */
function spoiled(right: string, prefix: string): readonly string[] {
  const places = Array.from({ length: right.length }, (_, at) => at);
  return [
    ...places.map((at) => `${right.slice(0, at)}${right[at] === 'A' ? 'B' : 'A'}${right.slice(at + 1)}`),
    ...places.slice(distinctChars).map((at) => right.slice(0, at)),
    ...places.slice(1, -distinctChars).map((at) => right.slice(at)),
    `${right}A`,
    `${right}=`,
    `${right}.`,
    `${right}.${right.slice(prefix.length)}`,
    right.toUpperCase(),
    right.toLowerCase(),
    right.replace(prefix, ''),
    `${prefix}${right}`,
  ];
}

async function refuseEach(tokens: readonly string[], route: RouteId, sent: RawSent): Promise<void> {
  await inParallel(tokens, callsAtOnce, async (token) => {
    await refused('unauthenticated', callRaw(route, { ...sent, token }));
  });
}

describe('a seeker’s token', () => {
  it('is refused when one character is changed, or anything is cut off or added', async () => {
    const { seeker } = await theFixture();
    await refuseEach(spoiled(seeker.token, 'est_'), 'showRequest', seeker.as);
    expect((await call('showRequest', seeker.as)).status).toBe(200);
  });

  it('[bug-capability-bound] is bound to its request: halves of two good tokens are refused, and so is a token of another space', async () => {
    const { seeker, other, foreign } = await theFixture();
    const [id, mac] = [seeker.token.split('.')[0] ?? '', seeker.token.split('.')[1] ?? ''];
    const halves = [other, foreign].flatMap(({ token }) => [`${id}.${token.split('.')[1]}`, `${token.split('.')[0]}.${mac}`]);
    await refuseEach([...halves, `${id}.`, `.${mac}`, `${id}.${mac}.${mac}`, `${id}.${id}`], 'showRequest', seeker.as);
    for (const { token } of [other, foreign]) await refused('not-found', call('showRequest', { ...seeker.as, token }));
    await refused('not-found', call('showRequest', { ...foreign.as, params: { ...foreign.as.params, space: seeker.space } }));
  });

  it('[sec-capability-3] opens nothing after its request is erased, and does not show that a request of another space existed', async () => {
    const { here, there } = await theFixture();
    const gone = await aSeeker(here);
    await gone.erase();
    for (const route of ['showRequest', 'stillHere', 'sayNotSafe', 'cancelRequest', 'eraseRequest'] as const) {
      await refused('gone', call(route, gone.as));
      await refused('not-found', call(route, { ...gone.as, params: { ...gone.as.params, space: there.id } }));
      const elsewhere = { token: there.partner.key, params: { space: there.id, request: gone.id } };
      await refused('not-found', call(route, elsewhere));
    }
  });
});

describe('a partner’s key', () => {
  it('is refused when one character is changed, or anything is cut off or added', async () => {
    const { here, seeker } = await theFixture();
    await refuseEach(spoiled(here.partner.key, 'ek_live_'), 'showRequest', seeker.as);
    expect((await call('showRequest', { ...seeker.as, token: here.partner.key })).status).toBe(200);
  });

  it('[sec-capability-1] is bound to its partner, its id and its mode: a key made from parts of two good keys is refused', async () => {
    const { here, there, seeker } = await theFixture();
    const second = await aKey(here.operator, here.partner.id);
    const test = await aPartner(here.operator, [here.id], { mode: 'test' });
    const partsOf = (key: string) => key.replace(/^ek_(live|test)_/u, '').split('.');
    const keys = [here.partner.key, second.key, there.partner.key, test.key].map(partsOf);
    const mixed = keys.flatMap(([a]) => keys.flatMap(([, b]) => keys.map(([, , c]) => [a, b, c].join('.'))));
    const good = new Set(keys.map((parts) => parts.join('.')));
    const live = mixed.filter((one) => !good.has(one)).map((one) => `ek_live_${one}`);
    const swapped = [`ek_test_${partsOf(here.partner.key).join('.')}`, `ek_live_${partsOf(test.key).join('.')}`];
    await refuseEach([...live, ...swapped], 'showRequest', seeker.as);
  });
});

describe('a secret or id for one purpose', () => {
  it('[sec-capability-2] is no credential if it is a code, an id, a cursor or a come-back token', async () => {
    const { here, seeker } = await theFixture();
    const { id, invitation } = await succeeded(addVolunteer(here));
    const list = () => call('listVolunteers', { ...coordinating(here), query: { limit: '1' } });
    const { nextCursor = '' } = await succeeded(list());
    const mac = seeker.token.split('.')[1] ?? '';
    const none = [
      invitation?.code ?? '',
      nextCursor,
      `ecb_${seeker.token.slice('est_'.length)}`,
      seeker.id,
      id,
      here.partner.id,
      here.partner.keyId,
      mac,
      `est_${here.partner.key.slice('ek_live_'.length)}`,
      `ek_live_${seeker.token.slice('est_'.length)}`,
      here.coordinator.sub,
    ];
    await refuseEach(none, 'showRequest', seeker.as);
    await refuseEach(none, 'board', coordinating(here));
  });

  it('[bug-capability-swapped] is refused as a come-back token, a code or a cursor if it is something else', async () => {
    const { here, there, seeker } = await theFixture();
    const { code = '' } = (await succeeded(addVolunteer(here))).invitation ?? {};
    const { token } = await aPerson();
    for (const wrong of [seeker.token, here.partner.key, code, `ecb_${seeker.token.slice('est_'.length)}`])
      await refused('unprocessable', ask(here, { comeBack: wrong }));
    for (const wrong of [seeker.token, `inv_${seeker.token.slice(-22)}`, `${code}x`, code.slice(0, -1), code.toUpperCase()])
      await refused('not-found', call('acceptInvitation', { token, params: { code: wrong } }));
    await addVolunteer(there);
    const foreign = await succeeds('listVolunteers', { ...coordinating(there), query: { limit: '1' } });
    expect(foreign.nextCursor).toBeDefined();
    for (const cursor of [foreign.nextCursor ?? '', seeker.token, code])
      await refused('bad-request', call('listVolunteers', { ...coordinating(here), query: { cursor } }));
    await refused('bad-request', call('audit', { ...coordinating(there), query: { cursor: foreign.nextCursor ?? '' } }));
  });

  it('[bug-invitation-once] an invitation works for one person, once', async () => {
    const { here } = await theFixture();
    const { code = '' } = (await succeeded(addVolunteer(here))).invitation ?? {};
    const [first, second] = await Promise.all([aPerson(), aPerson()]);
    const accept = ({ token }: { readonly token: string }) => call('acceptInvitation', { token, params: { code } });
    const [one, other] = await Promise.all([accept(first), accept(second)]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
    await refused('invitation-used', accept(await aPerson()));
  });
});
