/** How input is read: bodies, conditional headers, and what a refusal says about each place. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bodyIn, fieldsOf } from '../../functions/http/body.ts';
import { ifMatchOf, ifNoneMatchOf } from '../../functions/http/entity-tags.ts';
import { hints } from '../../functions/http/hints.ts';
import { bodyOf } from '../../functions/http/input.ts';
import { SpaceCache } from '../../functions/http/space-cache.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import { contract } from '../../shared/contract/contract.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { bodyBytesMax } from '../../shared/domain/limits.ts';
import { httpEvent } from '../fixtures/http.ts';
import { problemOf, valueOf } from '../fixtures/service.ts';

const wish = { languages: ['en'], channel: 'chat', groundRulesVersion: 1 };
const said = JSON.stringify({ ...wish, country: 'GB', notSafeNow: true });

/** The event of a body of bytes, as API Gateway passes what is no text. */
const packed = (bytes: Buffer, headers: Record<string, string> = {}) => ({
  ...httpEvent('ask', { headers: { 'content-type': 'application/json', ...headers } }),
  body: bytes.toString('base64'),
  isBase64Encoded: true,
});
const plain = (text: string, headers?: Record<string, string>) => packed(Buffer.from(text), headers);

const hugeJson = Buffer.from(JSON.stringify('x'.repeat(bodyBytesMax)));

describe('a body', () => {
  it.each([
    ['as it is', plain(said)],
    ['with a byte order mark', plain(`\uFEFF${said}`)],
    ['as text', { ...plain(said), body: `\uFEFF${said}`, isBase64Encoded: false }],
    ['of another JSON type', plain(said, { 'content-type': 'application/vnd.x+json; charset=utf-8' })],
    ['packed with gzip', packed(gzipSync(said), { 'content-encoding': 'gzip' })],
    ['packed with gzip, in capitals', packed(gzipSync(said), { 'content-encoding': ' GZIP ' })],
    ['packed with deflate', packed(deflateSync(said), { 'content-encoding': 'deflate' })],
    ['packed with Brotli', packed(brotliCompressSync(said), { 'content-encoding': 'br' })],
    ['said to be not packed', plain(said, { 'content-encoding': 'identity' })],
  ])('[bug-body-decoded-once] is read %s, by the handler and by the help block alike', (_, event) => {
    expect(valueOf(bodyOf(event, askBody))).toMatchObject({ ...wish, country: 'GB', notSafeNow: true });
    expect(hints(event, new SpaceCache())).toMatchObject({ country: 'GB', notSafeNow: true });
  });

  it.each([
    ['of another type', plain(said, { 'content-type': 'text/plain' }), 'unsupported-media-type'],
    ['with a field that no body has', plain(said.replace('{', '{"x":1,')), 'bad-request'],
    [
      'with broken bytes',
      packed(Buffer.concat([Buffer.from(`${said.slice(0, -1)},"opening":"`), Buffer.from([0xff]), Buffer.from('"}')])),
      'bad-request',
    ],
  ])('[bug-body-refused-helps] that is refused, %s, still says which help is needed', (_, event, code) => {
    expect(problemOf(bodyOf(event, askBody)).code).toBe(code);
    expect(hints(event, new SpaceCache())).toMatchObject({ country: 'GB', notSafeNow: true });
  });

  it.each([
    ['with an unknown coding', plain(said, { 'content-encoding': 'zstd' }), 'unsupported-media-type'],
    ['with two codings', packed(gzipSync(gzipSync(said)), { 'content-encoding': 'gzip, gzip' }), 'unsupported-media-type'],
    ['that is not packed as it says', plain(said, { 'content-encoding': 'gzip' }), 'bad-request'],
    ['that is packed and does not say so', packed(gzipSync(said)), 'bad-request'],
    ['that is too large', packed(hugeJson), 'too-large'],
    ['that is too large when it is unpacked', packed(gzipSync(hugeJson), { 'content-encoding': 'gzip' }), 'too-large'],
    ['of no JSON', plain('{'), 'bad-request'],
  ])('[bug-body-refused] %s is refused', (_, event, code) => {
    expect(problemOf(bodyOf(event, z.unknown())).code).toBe(code);
    expect(fieldsOf(event).size).toBe(0);
  });

  it('is parsed once', () => {
    const event = plain(said);
    expect(bodyIn(event)).toBe(bodyIn(event));
  });
});

describe('an entity tag', () => {
  const strong = (header?: string) =>
    ifMatchOf(httpEvent('editSpace', { headers: header === undefined ? {} : { 'if-match': header } }));
  const weak = (header: string) => ifNoneMatchOf(httpEvent('showRequest', { headers: { 'if-none-match': header } }));

  it.each([
    ['"a"', ['a'], ['a']],
    ['"a", "b"', ['a', 'b'], ['a', 'b']],
    [' ,"a" ,, "b", ', ['a', 'b'], ['a', 'b']],
    ['"a,b"', ['a,b'], ['a,b']],
    ['W/"a"', [], ['a']],
    ['W/"a", "b"', ['b'], ['a', 'b']],
    ['*', ['*'], ['*']],
    ['"*"', [], []],
    ['""', [''], ['']],
  ])('[bug-entity-tags] %s', (header, matching, noneMatching) => {
    expect(valueOf(strong(header))).toEqual(matching);
    expect(valueOf(weak(header))).toEqual(noneMatching);
  });

  it.each(['a', 'w/"a"', '"a', '"a" "b"', '"a";"b"', '*, "a"', '', ',', '"a b"', `${'"a",'.repeat(2)}x`])(
    '[%s] is none',
    (header) => {
      expect(problemOf(strong(header))).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/If-Match' }] });
      expect(problemOf(weak(header))).toMatchObject({ code: 'bad-request', errors: [{ pointer: '/If-None-Match' }] });
    },
  );

  it('may be absent', () => {
    expect(valueOf(strong())).toBeUndefined();
  });
});

describe('the errors of a body', () => {
  const errorsOf = (body: unknown, schema: z.ZodType = askBody) => problemOf(bodyOf(plain(JSON.stringify(body)), schema)).errors;

  it.each<readonly [string, unknown, z.ZodType, readonly object[]]>([
    [
      'a missing field',
      { languages: ['en'], channel: 'chat' },
      askBody,
      [{ pointer: '/groundRulesVersion', detail: 'Missing: expected number.' }],
    ],
    [
      'a missing choice',
      { languages: ['en'], groundRulesVersion: 1 },
      askBody,
      [{ pointer: '/channel', detail: expect.stringMatching(/^Missing: .*"chat"/u) }],
    ],
    [
      'a wrong choice',
      { ...wish, channel: 'letter' },
      askBody,
      [{ pointer: '/channel', detail: expect.stringContaining('"chat"') }],
    ],
    ['no object', ['en'], askBody, [{ pointer: '' }]],
    [
      'a field of another route',
      { ...wish, waitSeconds: 1 },
      askBody,
      [{ pointer: '/waitSeconds', detail: expect.stringMatching(/^Unknown field\. Known here: .*`opening`/u) }],
    ],
    [
      'a field in other letters',
      { ...wish, Ground_Rules_Version: 1 },
      askBody,
      [{ pointer: '/Ground_Rules_Version', detail: expect.stringContaining('Did you mean `groundRulesVersion`?') }],
    ],
    [
      'a field of another place',
      { ...wish, preferences: [{ attribute: 'a', value: 'b', strength: 'prefer', role: 'x' }] },
      askBody,
      [{ pointer: '/preferences/0/role', detail: expect.stringContaining('`strength`') }],
    ],
    [
      'the second of two shapes',
      { available: false, channels: ['chat'] },
      availabilityBody,
      [{ pointer: '/channels', detail: expect.stringContaining('Unknown field.') }],
    ],
    [
      'a wrong value in the first of two shapes',
      { available: true, channels: ['letter'] },
      availabilityBody,
      [{ pointer: '/channels/0' }],
    ],
    [
      'neither of two shapes',
      { available: 'yes' },
      availabilityBody,
      [{ pointer: '/available', detail: expect.stringMatching(/true.* Or: .*false/u) }],
    ],
    [
      'none of the fields that decide',
      {},
      availabilityBody,
      [{ pointer: '/available', detail: expect.stringMatching(/^Missing: /u) }],
    ],
    [
      'a kind that does not exist',
      { resources: { entries: [{ contacts: [{ kind: 'fax' }] }] } },
      contract.editSpace.body,
      expect.arrayContaining([expect.objectContaining({ pointer: expect.stringMatching(/\/kind$/u) })]),
    ],
  ])('[bug-field-errors] name %s', (_, body, schema, errors) => {
    expect(errorsOf(body, schema)).toMatchObject(errors);
  });

  it('[bug-names-unrepeated] do not repeat a name that a person wrote', () => {
    const errors = errorsOf({ ...wish, 'I am Maria': 1, 'maria@x.example': 2, maria: 3, waitSeconds: 1 });
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/waitSeconds', '']);
    expect(JSON.stringify(errors)).not.toMatch(/maria/iu);
  });
});
