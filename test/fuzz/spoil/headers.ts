/** Headers that are not as they should be, or say odd things. */
import fc from 'fast-check';
import { idempotencyKeyCharsMax } from '../../../shared/domain/limits.ts';
import { rulesOf, type Draft } from '../draft.ts';
import type { RouteId } from '../../../shared/contract/contract.ts';
import { oneOf, type Spoiling } from './spoiling.ts';

/** Texts of a header: bytes from a space on, all that HTTP lets through. */
const odd = (mark: string): readonly string[] => [
  '',
  mark,
  `${mark} ${mark}`,
  `${mark}\u00E9\u00FF`,
  `${mark}\t${mark}`,
  `"${mark}`,
  `${mark},${mark}`,
  `W/"${mark}"`,
  `"${mark}", "${mark}"`,
  '*',
  '*, *',
  '""',
  ',,,,',
  ';;;;q=1',
  '\\"\\',
  '-1',
  '1e400',
  '0x10',
  'NaN',
  '__proto__',
  'constructor',
  '${jndi:ldap://x}',
  `() { :;}; echo ${mark}`,
  mark.padEnd(4_000, 'x'),
];

/** Headers that are read, or that others read. */
const names = [
  'if-match',
  'if-none-match',
  'idempotency-key',
  'content-encoding',
  'accept',
  'accept-encoding',
  'accept-language',
  'accept-charset',
  'origin',
  'access-control-request-headers',
  'cookie',
  'host',
  'x-forwarded-for',
  'x-forwarded-host',
  'forwarded',
  'x-http-method-override',
  'x-original-url',
  'x-amzn-trace-id',
  'x-amz-date',
  'range',
  'te',
  'via',
  'user-agent',
  'expect-ct',
  '__proto__',
  'constructor',
  'x-canary',
];

/** Never with an `If-None-Match` that fits: it would be held, and that is what `held` is for. */
const preferences = [
  'wait=99999999999999999999',
  'wait=-1',
  'wait=1e3',
  'wait="25"',
  'wait',
  'wait=',
  'respond-async, wait=0',
  'return=minimal',
  'wait=1;wait=2',
  'WAIT=1',
  'wait=0x7',
  'wait=1.5',
  ', ,',
];

/** Any header with any text: may be taken, or not. */
export const oddHeader: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.constantFrom(...names), fc.nat(odd('').length - 1))
  .map(([name, which]) => ({
    kind: 'header',
    what: `${name} (${which})`,
    apply: (draft) => {
      draft.header(name, odd(draft.mark)[which] ?? '');
      draft.forgive();
    },
  }));

/** `Prefer` with anything. */
export const oddPreference: fc.Arbitrary<Spoiling> = fc.constantFrom(...preferences).map((value) => ({
  kind: 'header',
  what: `prefer: ${value}`,
  apply: (draft) => draft.header('prefer', value),
}));

/** Waits for a second, whatever it is that is seen. */
export const heldForASecond: Spoiling = {
  kind: 'header',
  what: 'held for a second',
  apply: (draft) => {
    draft.header('if-none-match', '*');
    draft.header('prefer', 'wait=1');
  },
};

/** Headers of other sizes and numbers. */
export const manyHeaders = oneOf('header', {
  'a header of 9,000': (draft) => draft.header('x-canary', draft.mark.padEnd(9_000, 'x')),
  'a header of 20,000': (draft) => draft.header('x-canary', draft.mark.padEnd(20_000, 'x')),
  'a header of 70,000': (draft) => draft.header('x-canary', draft.mark.padEnd(70_000, 'x')),
  'two hundred headers': (draft) => {
    for (let at = 0; at < 200; at += 1) draft.headers.push([`x-${at}`, draft.mark]);
  },
  'the same one twice': (draft) =>
    // No `*`: it would make right whatever else is wrong with the tag.
    draft.headers.push(['if-match', `"${draft.mark}"`], ['if-match', '"x"'], ['accept', 'a/b'], ['accept', '*/*']),
  'another origin': (draft) => draft.header('origin', `https://${draft.mark}.example`),
  'a question of a browser': (draft) => {
    draft.header('origin', 'null');
    draft.header('access-control-request-method', 'DELETE');
    draft.isForGateway = true;
  },
});

/** An Idempotency-Key that is none; only for routes that take one. */
const badKey: fc.Arbitrary<Spoiling> = oneOf('header', {
  'a key with spaces': (draft) => badKeyOf(draft, `${draft.mark} ${draft.mark}`),
  'a key beyond ASCII': (draft) => badKeyOf(draft, `${draft.mark}\u00E9`),
  'a key with a tab': (draft) => badKeyOf(draft, `${draft.mark}\t1`),
  'a key too long': (draft) => badKeyOf(draft, draft.mark.padEnd(idempotencyKeyCharsMax + 1, 'x')),
  'a key of 8,000': (draft) => badKeyOf(draft, draft.mark.padEnd(8_000, 'x')),
});

function badKeyOf(draft: Draft, key: string): void {
  draft.header('idempotency-key', key);
  draft.refuse('bad-request');
}

const noKey: fc.Arbitrary<Spoiling> = oneOf('header', {
  'no key': (draft) => {
    draft.header('idempotency-key', '');
    draft.refuse('idempotency-key-missing');
  },
});

const noIfMatch: fc.Arbitrary<Spoiling> = oneOf('header', {
  'an If-Match of something else': (draft) => {
    draft.header('if-match', `"${draft.mark}"`);
    // What is sent along is looked at before.
    draft.refuse('stale', 'bad-request');
  },
});

/** Headers for which this route must refuse. */
export function badHeaders(route: RouteId): readonly fc.Arbitrary<Spoiling>[] {
  const { idempotencyKey, ifMatch } = rulesOf(route);
  return [
    ...(idempotencyKey === 'none' ? [] : [badKey]),
    ...(idempotencyKey === 'required' ? [noKey] : []),
    ...(ifMatch === undefined ? [] : [noIfMatch]),
  ];
}
