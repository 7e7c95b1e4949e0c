import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cryptoWith } from '../../shared/adapters/crypto/crypto.ts';

const secret = 'an example secret that only tests know, of sixty-four characters';
const crypto = cryptoWith(secret);
const other = cryptoWith(secret.replace('example', 'another'));

/** Every text that differs from this text in one character. */
function oneCharacterChanged(text: string): readonly string[] {
  return Array.from(text, (character, at) => text.slice(0, at) + (character === 'A' ? 'B' : 'A') + text.slice(at + 1));
}

describe('the crypto port macs', () => {
  it('a mac is HMAC-SHA-256 under a key derived for this use, and each part follows its length', () => {
    const key = Buffer.from(hkdfSync('sha256', secret, 'earshot', 'earshot mac v1', 32));
    const input = Buffer.from('\0\0\0\u0003key\0\0\0\u0001a\0\0\0\0\0\0\0\u0002\u00e9', 'utf8');
    expect(crypto.mac('key', 'a', '', 'é')).toBe(createHmac('sha256', key).update(input).digest('base64url'));
  });

  it('the same input gives the same 256 bits', () => {
    expect(crypto.mac('request', 'caller', 'key')).toBe(crypto.mac('request', 'caller', 'key'));
    expect(Buffer.from(crypto.mac('request'), 'base64url')).toHaveLength(32);
  });

  it('another purpose, other parts, other limits of parts, another number of parts or another secret give another mac', () => {
    const macs = [
      crypto.mac('p', 'ab', 'c'),
      crypto.mac('p', 'a', 'bc'),
      crypto.mac('p', 'abc'),
      crypto.mac('p', 'abc', ''),
      crypto.mac('p', '', 'abc'),
      crypto.mac('pa', 'b', 'c'),
      crypto.mac('pabc'),
      crypto.mac('q', 'ab', 'c'),
      crypto.mac('p', 'a\0\0\0\u0001b', 'c'),
      other.mac('p', 'ab', 'c'),
    ];
    expect(new Set(macs).size).toBe(macs.length);
  });
});

describe('the crypto port compares', () => {
  it.each([
    ['', '', true],
    ['token', 'token', true],
    ['token', 'Token', false],
    ['token', 'token ', false],
    ['token', '', false],
    ['é', 'e\u0301', false],
  ])('%j with %j: %s', (a, b, expected) => {
    expect(crypto.equal(a, b)).toBe(expected);
  });
});

describe('the crypto port seals', () => {
  const text = 'Heute war ein langer Tag. 🙂';

  it.each(['', 'x', text, 'x'.repeat(100_000)])('a sealed text opens again, in the format v1 (case %#)', (one) => {
    const sealed = crypto.seal(one, 'request req_1');
    expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]+$/u);
    expect(crypto.open(sealed, 'request req_1')).toBe(one);
  });

  it('[sec-sealing-2] so that the result shows nothing of the text, and is never the same twice', () => {
    const sealed = Array.from({ length: 100 }, () => crypto.seal(text, 'c'));
    expect(new Set(sealed).size).toBe(100);
    expect(new Set(sealed.map((one) => Buffer.from(one.slice(3), 'base64url').subarray(0, 12).toString('hex'))).size).toBe(100);
    expect(sealed.some((one) => Buffer.from(one.slice(3), 'base64url').includes('Heute'))).toBe(false);
  });

  it('[sec-sealing-1] and does not open the text in another context', () => {
    const sealed = crypto.seal(text, 'request req_1');
    for (const context of ['request req_2', 'request req_', 'request req_11', ''])
      expect(crypto.open(sealed, context)).toBeUndefined();
  });

  it('a sealed text does not open under another secret', () => {
    expect(other.open(crypto.seal(text, 'c'), 'c')).toBeUndefined();
  });

  it('a sealed text does not open when any one character was changed, cut off or added', () => {
    const sealed = crypto.seal(text, 'c');
    const changed = [
      ...oneCharacterChanged(sealed),
      sealed.slice(0, -1),
      `${sealed}A`,
      `${sealed}=`,
      `${sealed}\n`,
      ` ${sealed}`,
    ];
    expect(changed.filter((one) => crypto.open(one, 'c') !== undefined)).toEqual([]);
  });

  it.each(['', 'v1.', 'v1.AAAA', `v1.${'A'.repeat(37)}`, `v1.${'A'.repeat(38)}`, 'nonsense', 'v2.AAAA', '🙂'])(
    'a text that was never sealed does not open: %j',
    (one) => {
      expect(crypto.open(one, 'c')).toBeUndefined();
    },
  );

  it('sealing uses AES-256-GCM under a key derived for this use; the result holds nonce, text and tag', () => {
    const bytes = Buffer.from(crypto.seal(text, 'c').slice('v1.'.length), 'base64url');
    const key = Buffer.from(hkdfSync('sha256', secret, 'earshot', 'earshot seal v1', 32));
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from('c'));
    decipher.setAuthTag(bytes.subarray(-16));
    expect(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString()).toBe(text);
  });
});

it('a secret that is too short is refused', () => {
  expect(() => cryptoWith('x'.repeat(63))).toThrow('64');
});
