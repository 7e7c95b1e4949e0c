/** What holds on every route: an invalid request and a missing or foreign credential are refused, and change nothing. */
import { describe, expect, it } from 'vitest';
import { noBody } from '../../shared/contract/common.ts';
import type { RouteContract } from '../../shared/contract/route.ts';
import { bodyBytesMax } from '../../shared/domain/limits.ts';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { aWorld, rightCalls, stateOf } from './support/a-world.ts';
import { callRaw, callWithBytes, refused } from './support/call.ts';
import type { RawSent } from '../../client/sent.ts';
import { canary } from './support/canary.ts';

const isRoute = (id: string): id is RouteId => id in contract;
const everyRoute = Object.keys(contract).filter(isRoute);
const rulesOf = (id: RouteId): RouteContract => contract[id];
const takesBody = (id: RouteId): boolean => rulesOf(id).body !== noBody;
const isOpenToAll = (id: RouteId): boolean => rulesOf(id).callers.every((caller) => caller === 'anyone');

/** Invalid credentials: of every kind, and of no known kind. */
function invalidCredentials(right: string): readonly string[] {
  // Not the last character, because some of its bits are padding.
  const tampered = `${right.slice(0, -9)}${right.at(-9) === 'A' ? 'B' : 'A'}${right.slice(-8)}`;
  return [
    tampered,
    canary('token'),
    `est_${canary('token')}.${canary('token')}`,
    `ek_live_${canary('token')}.${canary('token')}.${'a'.repeat(43)}`,
    `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ sub: canary('sub') })).toString('base64url')}.`,
    'a'.repeat(9000),
  ];
}

describe.concurrent('every route', () => {
  it('[sec-every-route-1] refuses an invalid request, names the field without repeating its value, and changes nothing', async () => {
    const world = await aWorld();
    const right = rightCalls(world);
    const before = await stateOf(world);
    await Promise.all(everyRoute.map((id) => spoil(id, right[id])));
    await Promise.all(everyRoute.filter((id) => !isOpenToAll(id)).map((id) => callWithoutCredential(id, right[id])));
    expect(await stateOf(world)).toEqual(before);
    // The same requests without the mistake are accepted, so only the mistake was refused.
    for (const [id, sent] of Object.entries(right)) if (isRoute(id)) await succeed(id, sent);
  });
});

async function spoil(id: RouteId, right: RawSent): Promise<void> {
  await refused('bad-request', callRaw(id, { ...right, query: { [canary('query')]: 'x' } }));
  for (const name of Object.keys(right.params ?? {}).filter((one) => one !== 'sub' && one !== 'code')) {
    await refused('not-found', callRaw(id, { ...right, params: { ...right.params, [name]: canary('id') } }));
    await refused('not-found', callRaw(id, { ...right, params: { ...right.params, [name]: '%00' } }));
  }
  if (rulesOf(id).idempotencyKey !== 'none') {
    for (const key of [`${canary('key')} with spaces`, canary('key').padEnd(201, 'x')]) {
      await refused('bad-request', callRaw(id, { ...right, headers: { ...right.headers, 'idempotency-key': key } }));
    }
  }
  if (contract[id].method !== 'GET') await spoilBody(id, right);
}

async function spoilBody(id: RouteId, right: RawSent): Promise<void> {
  const { body, ...rest } = right;
  const fields = typeof body === 'object' && body !== null ? body : {};
  await refused('bad-request', callRaw(id, { ...rest, body: { ...fields, [canary('field')]: canary('text') } }));
  await refused('bad-request', callRaw(id, { ...rest, body: [canary('text')] }));
  await refused('bad-request', callRaw(id, { ...rest, text: `{"${canary('text')}` }));
  await refused(
    'bad-request',
    callRaw(id, {
      ...rest,
      text: `{"__proto__":{"a":"${canary('text')}"},${JSON.stringify(fields).slice(1)}`.replace(',}', '}'),
    }),
  );
  await refused('bad-request', callWithBytes(id, rest, Uint8Array.from([0x22, 0xc3, 0x28, 0x22])));
  await refused('bad-request', callRaw(id, { ...rest, text: '['.repeat(10_000) }));
  await refused('too-large', callRaw(id, { ...rest, text: `"${canary('text').padEnd(bodyBytesMax, 'x')}"` }));
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
    canary('type'),
  ]) {
    await refused(
      'unsupported-media-type',
      callRaw(id, { ...rest, headers: { ...rest.headers, 'content-type': type }, text: '{}' }),
    );
  }
  const needsOne = takesBody(id) && !rulesOf(id).body.safeParse(undefined).success;
  if (needsOne) await refused('bad-request', callRaw(id, rest));
}

async function callWithoutCredential(id: RouteId, right: RawSent): Promise<void> {
  const { token = '', ...without } = right;
  // A space may take direct requests: then a call without a credential is allowed, and a call with an invalid one is not.
  if (!rulesOf(id).callers.includes('anyone')) await refused('unauthenticated', callRaw(id, without));
  for (const wrong of invalidCredentials(token)) await refused('unauthenticated', callRaw(id, { ...right, token: wrong }));
  for (const scheme of ['Basic', 'Token', 'Bearer,', '']) {
    const headers = { ...without.headers, authorization: `${scheme} ${token}` };
    await refused('unauthenticated', callRaw(id, { ...without, headers }));
  }
}

async function succeed(id: RouteId, sent: RawSent): Promise<void> {
  if (id === 'rematch') await refused('too-early', callRaw(id, sent));
  else expect((await callRaw(id, sent)).status, id).toBeLessThan(300);
}
