/** Whether an idempotency key can serve as a secret. The key of a caller without a credential leads to the seeker's token. */
import { anonymousKeyBitsMin, anonymousKeyCharsMin, anonymousKeyVarietyMin } from '../../domain/limits.ts';

/** What a caller without a credential must know to send a good key. */
export const goodKeyDetail =
  'Without a credential, the key must be made of at least 128 random bits, because any caller who guesses it gets this request. Make 32 hexadecimal digits: `openssl rand -hex 16`, or 16 bytes of `crypto.getRandomValues`. A random UUID (version 4) is taken too.';

/** The alphabets that random keys are written in, from the smallest. Signs between groups of characters add nothing. */
const alphabets = [
  { pattern: /^[0-9]+$/u, size: 10 },
  { pattern: /^[0-9a-f]+$/iu, size: 16 },
  { pattern: /^(?:[0-9a-z]+|[0-9A-Z]+)$/u, size: 36 },
] as const;

/** Letters of both cases, digits and two signs, as in base64. */
const base64Size = 64;

/** UUIDs of other versions than 4 hold a time, an address, or the digest of a name. */
const otherUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-35-9a-f][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/**
 * Refuses a key that is short, written in too few characters, counted up, or repeated. It cannot recognise every key that a person made up,
 * but it takes random ones: of ten million it refuses less than one.
 */
export function looksRandom(key: string): boolean {
  if (key.length < anonymousKeyCharsMin || otherUuid.test(key)) return false;
  const bare = key.replaceAll(/[-_.:]/gu, '');
  const known = alphabets.find(({ pattern }) => pattern.test(bare));
  const bits = known === undefined ? key.length * Math.log2(base64Size) : bare.length * Math.log2(known.size);
  return bits >= anonymousKeyBitsMin && new Set(bare).size >= anonymousKeyVarietyMin && !hasPattern(bare);
}

function hasPattern(key: string): boolean {
  return isCounted(key) || isRepeated(key);
}

/** Whether half of the characters are as far from the one before as that one from its own: `aaaa`, `0123`, `zyxw`. */
function isCounted(key: string): boolean {
  const codes = Array.from(key, (character) => character.charCodeAt(0));
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.filter((step, at) => at > 0 && step === steps[at - 1]).length * 2 >= key.length;
}

/** Whether two thirds of the characters are those of a block that comes again and again. */
function isRepeated(key: string): boolean {
  for (let period = 1; period * 2 <= key.length; period += 1) {
    const same = Array.from(key.slice(period)).filter((character, at) => character === key[at]).length;
    if (same * 3 >= (key.length - period) * 2) return true;
  }
  return false;
}
