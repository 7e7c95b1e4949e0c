/** Wrong and odd headers. */
import fc from 'fast-check';
import { idempotencyKeyCharsMax } from '../../../shared/domain/limits.ts';
import { rulesOf, type Draft } from '../draft.ts';
import type { RouteId } from '../../../shared/contract/contract.ts';
import { oneOf, type Spoiling } from './spoiling.ts';

/** Values of a header, with bytes that HTTP allows. */
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

/** Headers that the service or other software reads. */
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

/** Values of `Prefer`. They come without a matching `If-None-Match`, so no long poll begins. `heldForASecond` begins one. */
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

/** Any header with any text. The service may accept or refuse it. */
export const oddHeader: fc.Arbitrary<Spoiling> = fc
  .tuple(fc.constantFrom(...names), fc.nat(odd('').length - 1))
  .map(([name, which]) => ({
    kind: 'header',
    what: `${name} (${which})`,
    apply: (draft) => {
      draft.header(name, odd(draft.mark)[which] ?? '');
      draft.clearRefusals();
    },
  }));

/** `Prefer` with an odd value. */
export const oddPreference: fc.Arbitrary<Spoiling> = fc.constantFrom(...preferences).map((value) => ({
  kind: 'header',
  what: `prefer: ${value}`,
  apply: (draft) => draft.header('prefer', value),
}));

/** A long poll of one second, on any state. */
export const heldForASecond: Spoiling = {
  kind: 'header',
  what: 'held for a second',
  apply: (draft) => {
    draft.header('if-none-match', '*');
    draft.header('prefer', 'wait=1');
  },
};

/** Very long headers, and very many headers. */
export const manyHeaders = oneOf('header', {
  'a header of 9,000': (draft) => draft.header('x-canary', draft.mark.padEnd(9_000, 'x')),
  'a header of 20,000': (draft) => draft.header('x-canary', draft.mark.padEnd(20_000, 'x')),
  'a header of 70,000': (draft) => draft.header('x-canary', draft.mark.padEnd(70_000, 'x')),
  'two hundred headers': (draft) => {
    for (let at = 0; at < 200; at += 1) draft.headers.push([`x-${at}`, draft.mark]);
  },
  'the same header twice': (draft) =>
    // No `*`, because it matches every tag and would hide another wrong tag.
    draft.headers.push(['if-match', `"${draft.mark}"`], ['if-match', '"x"'], ['accept', 'a/b'], ['accept', '*/*']),
  'another origin': (draft) => draft.header('origin', `https://${draft.mark}.example`),
  'a preflight of a browser': (draft) => {
    draft.header('origin', 'null');
    draft.header('access-control-request-method', 'DELETE');
    draft.isForGateway = true;
  },
});

/** An invalid Idempotency-Key, for routes that take one. */
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
    // The service checks the body before it reads the resource.
    draft.refuse('stale', 'bad-request');
  },
});

/** Headers that this route must refuse. */
export function badHeaders(route: RouteId): readonly fc.Arbitrary<Spoiling>[] {
  const { idempotencyKey, ifMatch } = rulesOf(route);
  return [
    ...(idempotencyKey === 'none' ? [] : [badKey]),
    ...(idempotencyKey === 'required' ? [noKey] : []),
    ...(ifMatch === undefined ? [] : [noIfMatch]),
  ];
}
