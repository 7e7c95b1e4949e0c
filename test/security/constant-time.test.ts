/**
 * Secrets are compared in a time that does not depend on where they differ: `timingSafeEqual` alone decides. An additional
 * comparison would leak the secret, and makes one of these tests fail.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { timingSafeEqual } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { cryptoWith } from '../../shared/adapters/crypto/crypto.ts';
import { cursorFor, positionOf } from '../../shared/app/resource/page-cursor.ts';
import { authenticatePartner } from '../../shared/app/partners/authenticate-partner.ts';
import { createKey } from '../../shared/app/partners/create-key.ts';
import { createPartner } from '../../shared/app/partners/create-partner.ts';
import { requestOfToken, tokenFor } from '../../shared/app/store/tokens.ts';
import { partnerId, requestId } from '../../shared/domain/ids.ts';
import type { Crypto } from '../../shared/ports.ts';
import { noon } from '../fixtures/domain.ts';
import { aService, aSpace, valueOf } from '../fixtures/service.ts';

vi.mock(import('node:crypto'), async (original) => {
  const crypto = await original();
  return { ...crypto, timingSafeEqual: vi.fn<typeof crypto.timingSafeEqual>(crypto.timingSafeEqual) };
});

const crypto = cryptoWith('an example secret that only tests know, of sixty-four characters');
const id = requestId.parse('req_0000000000000000000000');

/** A crypto port whose comparison gives a fixed answer and counts its calls. */
function answering(equal: boolean, of: Crypto = crypto) {
  const compared: (readonly [string, string])[] = [];
  const fixed: Crypto = {
    ...of,
    equal: (a, b) => {
      compared.push([a, b]);
      return equal;
    },
  };
  return { crypto: fixed, compared };
}

describe('the crypto port', () => {
  beforeEach(() => {
    vi.mocked(timingSafeEqual).mockClear();
  });

  it.each([
    ['the same', 'secret', 'secret'],
    ['another', 'secret', 'secreT'],
    ['the beginning', 'secret', 'sec'],
    ['nothing', 'secret', ''],
  ])('compares with %s by timingSafeEqual, once, over texts of one length', (_, a, b) => {
    crypto.equal(a, b);
    const calls = vi.mocked(timingSafeEqual).mock.calls;
    expect(calls.map(([one, other]) => [one.byteLength, other.byteLength])).toEqual([[32, 32]]);
  });

  it('[sec-constant-time-1] answers what timingSafeEqual answers', () => {
    for (const answer of [true, false]) {
      vi.mocked(timingSafeEqual).mockReturnValueOnce(answer);
      expect(crypto.equal('a', 'b')).toBe(answer);
      vi.mocked(timingSafeEqual).mockReturnValueOnce(answer);
      expect(crypto.equal('a', 'a')).toBe(answer);
    }
  });
});

describe('the comparison of the crypto port alone decides', () => {
  it('[bug-constant-time-token] whether a seeker’s or a come-back token is right', () => {
    for (const purpose of ['seeker', 'come-back'] as const) {
      const right = tokenFor(crypto, purpose, id);
      const wrong = `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`;
      const [yes, no] = [answering(true), answering(false)];
      expect(requestOfToken(no.crypto, purpose, right)).toBeUndefined();
      expect(requestOfToken(yes.crypto, purpose, wrong)).toBe(id);
      expect([...yes.compared, ...no.compared]).toEqual([
        [wrong, right],
        [right, right],
      ]);
    }
  });

  it('whether a cursor is right', () => {
    const right = cursorFor(crypto, 'list', 'here');
    expect(positionOf(answering(false).crypto, 'list', right).ok).toBe(false);
    expect(positionOf(answering(true).crypto, 'list', `${right.slice(0, -1)}-`)).toMatchObject({ ok: true, value: 'here' });
  });

  it('whether a partner’s key is right, and compares also where there is no such key', async () => {
    const service = aService();
    const space = await aSpace(service);
    const caller = service.person('operator', 'operator');
    const { id: partner } = valueOf(await createPartner(service.ports, { caller, body: { name: 'App', spaces: [space] } }, noon));
    const { key } = valueOf(await createKey(service.ports, { caller, partner: partnerId.parse(partner) }, noon));
    const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    const unknown = key.replace(/\.[^.]+\./u, `.${'0'.repeat(22)}.`);
    const by = async (equal: boolean, token: string) => {
      const { crypto: fixed, compared } = answering(equal, service.ports.crypto);
      const found = valueOf(await authenticatePartner({ ...service.ports, crypto: fixed }, token));
      return { isKnown: found !== undefined, compared: compared.length };
    };
    expect(await by(false, key)).toEqual({ isKnown: false, compared: 1 });
    expect(await by(true, wrong)).toEqual({ isKnown: true, compared: 1 });
    expect(await by(true, unknown)).toEqual({ isKnown: false, compared: 1 });
  });
});

describe('the code', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = globSync('{shared/app,shared/adapters,functions}/**/*.ts', { cwd: root });
  const comparison = /([\w.?]+(?:\([^()]*\))?)\s*[!=]==?\s*([\w.?'"`]+(?:\([^()]*\))?)/gu;
  const method = /([\w.?]+)\.(?:startsWith|endsWith|includes|indexOf|localeCompare)\((?!['"`])/gu;
  const isSecret = (text = ''): boolean =>
    /(token|mac|digest|secret|signature|password|credential)$/iu.test(text.replace(/\(.*$/u, ''));
  const isFixed = (text = ''): boolean => /^(['"`]|undefined$|null$|\d)/u.test(text);

  /** Whether a line compares a secret with a value that is not written in the line itself. */
  function comparesSecret(line: string): boolean {
    const sides = [...line.matchAll(comparison)].filter(([, a, b]) => !isFixed(a) && !isFixed(b));
    return sides.some(([, a, b]) => isSecret(a) || isSecret(b)) || [...line.matchAll(method)].some(([, of]) => isSecret(of));
  }

  it.each([
    'if (mac === expected) return id;',
    'key.digest !== tokenDigest(crypto, token)',
    'return expected === token;',
    'known?.secret == given',
    'token.startsWith(expected)',
  ])('as read by this test, compares a secret in `%s`', (line) => {
    expect(comparesSecret(line)).toBe(true);
  });

  it('[sec-constant-time-2] compares no secret with an operator or a string method', () => {
    const found = files.flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .filter(comparesSecret)
        .map((line) => `${file}: ${line.trim()}`),
    );
    // The secret is compared with what the process read before: no caller has a part in it. The prefix of a token is not secret: it says which
    // kind of token it is.
    expect(found).toEqual([
      'functions/runtime/ports.ts: if (made?.secret !== secret) {',
      'shared/app/store/tokens.ts: if (!token.startsWith(shapes[purpose])) return undefined;',
    ]);
  });
});
