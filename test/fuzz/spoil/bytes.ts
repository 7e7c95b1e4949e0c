/** Bodies with broken bytes, or with a wrong type or encoding in the headers. */
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { Draft } from '../draft.ts';
import { deepLevels, giganticBytes, hugeTextChars } from '../limits.ts';
import { textOf } from '../json.ts';
import { oneOf, type Spoiling, type Ways } from './spoiling.ts';

/** The country in bodies that are too large to be read. No space of the fuzzer is there. */
export const unreadCountry = 'JP';

/** The current body as JSON text, or an empty object. */
function said({ body = {} }: Draft): string {
  return textOf(body);
}

function replace(draft: Draft, bytes: Buffer | string): void {
  draft.bytes = Buffer.from(bytes);
}

/** Writes the same body in another way. That replaces bytes that were wrong. */
function rewrite(draft: Draft, bytes: Buffer | string): void {
  if (draft.bytes !== undefined) draft.clearRefusals();
  replace(draft, bytes);
}

/** The body with these bytes in one of its texts, chosen by the number of the request. Nothing else is wrong with it. */
function quoted(draft: Draft, bytes: readonly number[]): Buffer {
  const text = said(draft);
  const begins = [...text.matchAll(/:"/gu)].map(({ index }) => index + 2);
  const at = begins[draft.n % begins.length];
  if (at === undefined) return Buffer.concat([Buffer.from(`{"${draft.mark}`), Buffer.from(bytes), Buffer.from('":1}')]);
  return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(bytes), Buffer.from(text.slice(at))]);
}

/** Bytes that are not JSON, or not UTF-8. They must be refused. */
const broken: Ways = {
  'only a bracket': (draft) => replace(draft, '{'),
  'only spaces': (draft) => replace(draft, '  '),
  'trailing text': (draft) => replace(draft, `${said(draft)} ${draft.mark}`),
  'two documents': (draft) => replace(draft, `${said(draft)}${said(draft)}`),
  'a trailing comma': (draft) => replace(draft, said(draft).replace(/\}$/u, ',}')),
  'single quotes': (draft) => replace(draft, `{'${draft.mark}': 1}`),
  'a comment': (draft) => replace(draft, `{/* ${draft.mark} */}`),
  'not a number': (draft) => replace(draft, `{"${draft.mark}":NaN}`),
  'a control character in a text': (draft) => replace(draft, `{"${draft.mark}":"\u0001"}`),
  'an overlong encoding': (draft) => replace(draft, quoted(draft, [0xc0, 0xaf])),
  'half a character': (draft) => replace(draft, quoted(draft, [0xe2, 0x82])),
  'a byte that is never in UTF-8': (draft) => replace(draft, quoted(draft, [0xff])),
  'an encoded surrogate': (draft) => replace(draft, quoted(draft, [0xed, 0xa0, 0x80])),
  'beyond Unicode': (draft) => replace(draft, quoted(draft, [0xf4, 0x90, 0x80, 0x80])),
  'UTF-16': (draft) => replace(draft, Buffer.from(`\uFEFF${said(draft)}`, 'utf16le')),
  'brackets without end': (draft) => replace(draft, '['.repeat(deepLevels)),
  'objects without end': (draft) => replace(draft, '{"a":'.repeat(deepLevels)),
};

const asRefused: Ways = Object.fromEntries(
  Object.entries(broken).map(([what, apply]) => [
    what,
    (draft: Draft) => {
      apply(draft);
      draft.refuse('bad-request');
    },
  ]),
);

const packed: Ways = {
  'gzip, and no word of it': (draft) => {
    replace(draft, gzipSync(said(draft)));
    draft.refuse('bad-request');
  },
  'of an unknown coding': (draft) => {
    draft.header('content-encoding', draft.mark);
    replace(draft, gzipSync(said(draft)));
    draft.refuse('unsupported-media-type');
  },
  'huge when it is unpacked': (draft) => {
    draft.header('content-encoding', 'gzip');
    replace(draft, gzipSync(draft.mark.padEnd(hugeTextChars, ' ')));
    // Another way may put bytes in its place that cannot be unpacked.
    draft.refuse('too-large', 'bad-request');
  },
  'huge and no JSON': (draft) => {
    replace(draft, draft.mark.padEnd(hugeTextChars, '{'));
    draft.refuse('too-large');
  },
  'huge, of another country': (draft) => {
    replace(draft, `{"country":"${unreadCountry}","${draft.mark}":"${'x'.repeat(hugeTextChars)}"}`);
    draft.refuse('too-large');
  },
  'huge, of another type': (draft) => {
    draft.header('content-type', 'text/plain');
    replace(draft, draft.mark.padEnd(hugeTextChars, 'x'));
    draft.refuse('too-large', 'unsupported-media-type');
  },
};

const otherTypes = [
  'text/plain',
  'text/html',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/jsonp',
  'json',
  '',
  '*/*',
  'application/json-',
  'application/ json',
];

/** A body with another content type. */
const otherType: fc.Arbitrary<Spoiling> = fc.constantFrom(...otherTypes).map((type) => ({
  kind: 'bytes',
  what: `of type ${type}`,
  apply: (draft) => {
    draft.header('content-type', type);
    replace(draft, said(draft));
    draft.refuse('unsupported-media-type');
  },
}));

/** A body that is cut off before its end. */
const truncated: fc.Arbitrary<Spoiling> = fc.nat(999).map((where) => ({
  kind: 'bytes',
  what: `cut off (${where})`,
  apply: (draft) => {
    const text = said(draft);
    replace(draft, text.slice(0, 1 + (where % Math.max(1, text.length - 1))));
    draft.refuse('bad-request');
  },
}));

/** Must be refused. */
export const brokenBytes = fc.oneof(
  { weight: 6, arbitrary: oneOf('bytes', asRefused) },
  { weight: 2, arbitrary: oneOf('bytes', packed) },
  { weight: 2, arbitrary: otherType },
  { weight: 2, arbitrary: truncated },
);

/** The service may accept or refuse these. */
export const oddBytes = oneOf('bytes', {
  'a byte order mark': (draft) => rewrite(draft, `\uFEFF${said(draft)}`),
  'really gzip': (draft) => {
    draft.header('content-encoding', 'gzip');
    rewrite(draft, gzipSync(said(draft)));
  },
  'claimed to be gzip': (draft) => {
    draft.header('content-encoding', 'gzip');
    rewrite(draft, said(draft));
  },
  'claimed to be UTF-16': (draft) => {
    draft.header('content-type', 'application/json; charset=utf-16');
    draft.clearRefusals();
  },
  'a vendor type': (draft) => {
    draft.header('content-type', 'application/vnd.earshot+json');
    draft.clearRefusals();
  },
  'each name twice': (draft) => rewrite(draft, said(draft).replace('{', `{"languages":["${draft.mark}"],"languages":["en"],`)),
  'white space everywhere': (draft) => rewrite(draft, ` \n${said(draft).replaceAll('{', '{\r\n\t')}\n `),
  'no body': (draft) => {
    draft.body = undefined;
    draft.bytes = undefined;
    draft.clearRefusals();
  },
  'an empty object': (draft) => {
    replace(draft, '{}');
    draft.clearRefusals();
  },
});

/** More than the gateway passes on. It is rare, because each is 10 MB. */
export const giganticBody = oneOf('bytes', {
  gigantic: (draft) => {
    replace(draft, Buffer.alloc(giganticBytes, 'x'));
    draft.isForGateway = true;
  },
});
