/** Texts that are known to break software. Each is one that people may send, or that an attacker sends on purpose. */
import { Raw, type Tree } from '../json.ts';

/** Names that every object inherits. */
export const prototypeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];

/** Texts that come after the mark of the request. */
const tails: readonly string[] = [
  '',
  '\u0000',
  '\u0000after a null',
  '\r\nset-cookie: a=b',
  '\n{"level":"ERROR"}',
  '\t\v\f\b',
  '\u001b[2J\u0007',
  '\u202E\u2066\u2069right to left',
  'שלום مرحبا',
  '\u200B\u200C\u200D\u2060\uFEFF',
  '\u0065\u0301 \u00E9',
  '\u212B \u00C5 \uFB01 \u2126',
  `a${'\u0301'.repeat(200)}`,
  '👩‍👩‍👧‍👦🏳️‍🌈🇩🇪',
  '𝕬𝖇𝖈 𠜎',
  '\uFFFE\uFFFF\u{10FFFF}',
  '\u2028\u2029\u0085',
  'İıſßǅ',
  "' OR '1'='1' --",
  '"; DROP TABLE live; --',
  '{"$gt":""}',
  '${jndi:ldap://x/y}',
  '{{7*7}} #{7*7} <%= 7*7 %>',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '%00%0d%0a%2e%2e%2f',
  '%s%n%x%d',
  '\\u0000\\ud800',
  '#pk :rev attribute_exists(pk)',
  '#'.repeat(60),
];

/** Whole texts without a mark. */
const bare: readonly string[] = ['', ' ', 'null', 'undefined', 'NaN', 'true', '0', '-1', '1e400', '[]', '{}', ...prototypeNames];

/** JSON strings that are not well-formed text: halves of surrogate pairs, alone and in the wrong order. */
export function halfCharacters(mark: string): readonly Raw[] {
  return ['\\ud800', '\\udfff', '\\udc00\\ud800', 'a\\ud83d', '\\ude00b'].map((half) => new Raw(`"${mark} ${half}"`));
}

/** Every hostile text, with the mark of the request if it can have one. */
export function hostileTexts(mark: string): readonly Tree[] {
  return [...tails.map((tail) => `${mark} ${tail}`), ...bare];
}
