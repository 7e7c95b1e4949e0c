/** The idempotency keys of callers without a credential. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { looksRandom } from '../../shared/app/talk-requests/anonymous-key.ts';

/** Bytes as good as random, the same at every run. */
const bytes = (n: number, count: number): Buffer => createHash('sha512').update(`key ${n}`).digest().subarray(0, count);

function uuid(n: number): string {
  const digits = bytes(n, 16).toString('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/u, '$1-$2-4$3-a$4-$5');
}

describe('an anonymous idempotency key', () => {
  it.each<readonly [string, (n: number) => string]>([
    ['128 bits in hexadecimal digits', (n) => bytes(n, 16).toString('hex')],
    ['the same in capitals', (n) => bytes(n, 16).toString('hex').toUpperCase()],
    ['128 bits in base64url', (n) => bytes(n, 16).toString('base64url')],
    ['144 bits in base64', (n) => bytes(n, 18).toString('base64')],
    ['256 bits in base64', (n) => bytes(n, 32).toString('base64')],
    ['a random UUID', uuid],
    ['39 digits', (n) => [...bytes(n, 39)].map((byte) => byte % 10).join('')],
  ])('is taken: %s', (_, keyOf) => {
    const keys = Array.from({ length: 1_000 }, (_each, n) => keyOf(n));
    expect(keys.filter((key) => !looksRandom(key))).toEqual([]);
  });

  it.each([
    ['too short', 'Zx8fQ1pL0vTn4sKd7yWb'],
    ['one character', 'k'.repeat(40)],
    ['two characters', 'ab'.repeat(20)],
    ['digits of a time', '17986752001798675200176'],
    ['a counter', `${'0'.repeat(30)}17`],
    ['a name and a counter', 'talk-request-number-42'],
    ['counted up', '0123456789abcdefghijklmnopqrstuv'],
    ['counted down', 'zyxwvutsrqponmlkjihgfedcba9876543210'],
    ['a block again and again', 'S3cretWord!S3cretWord!S3cretWord!'],
    ['a UUID of no bits', '00000000-0000-0000-0000-000000000000'],
    ['a UUID of a time', '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'],
    ['a UUID of a name', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
    ['a UUID of a time, sortable', '0190a6a8-3e8f-7c3a-9f4e-2b1d6c8e7f05'],
  ])('[bug-guessable-key] is refused: %s', (_, key) => {
    expect(looksRandom(key)).toBe(false);
  });
});
