/** Invalid credentials, and valid credentials of another caller. */
import fc from 'fast-check';
import type { Draft } from '../draft.ts';
import { oneOf, picked, type Spoiling, type Ways } from './spoiling.ts';

const b64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token with another character in the middle, because the last characters may be padding. */
function tampered(token: string): string {
  const at = Math.max(0, token.length - 9);
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

/** The header instead of `Bearer` and a valid token. */
const shapes: Readonly<Record<string, (token: string, mark: string) => string>> = {
  'an empty header': () => '',
  'only the scheme': () => 'Bearer',
  'no token': () => 'Bearer  ',
  'another scheme': (token) => `Basic ${Buffer.from(token).toString('base64')}`,
  'a digest': (_token, mark) => `Digest username="${mark}"`,
  'no scheme': (token) => token,
  'two tokens': (token) => `Bearer ${token} ${token}`,
  'two credentials': (token) => `Bearer ${token}, Bearer ${token}`,
  'in quotes': (token) => `Bearer "${token}"`,
  tampered: (token) => `Bearer ${tampered(token)}`,
  'cut off': (token) => `Bearer ${token.slice(0, -10)}`,
  'too long': (_token, mark) => `Bearer ${mark.padEnd(8_500, 'x')}`,
  'beyond ASCII': (token) => `Bearer ${token}\u00E9`,
  'a word': (_token, mark) => `Bearer ${mark}`,
  'dots only': () => 'Bearer ..',
  'a false seeker': (_token, mark) => `Bearer est_${mark}.${'A'.repeat(43)}`,
  'a seeker without a seal': (_token, mark) => `Bearer est_${mark}`,
  'a false key': (_token, mark) => `Bearer ek_live_${mark}.${mark}.${'a'.repeat(43)}`,
  'a key of objects': () => `Bearer ek_test___proto__.constructor.${'a'.repeat(43)}`,
  'unsigned claims': (_token, mark) =>
    `Bearer ${b64({ alg: 'none' })}.${b64({ sub: mark, scope: 'earshot/operator', exp: 9_999_999_999 })}.`,
  'claims signed with nothing': (_token, mark) => `Bearer ${b64({ alg: 'HS256' })}.${b64({ sub: mark })}.${'A'.repeat(43)}`,
  'a key in the header': (_token, mark) =>
    `Bearer ${b64({ alg: 'RS256', jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, jku: 'http://127.0.0.1:1/', kid: mark })}.${b64({ sub: mark })}.AAAA`,
  'claims that are no JSON': () => `Bearer ${Buffer.from('{').toString('base64url')}.e30.AAAA`,
  'deep claims': () => `Bearer ${Buffer.from('['.repeat(3_000)).toString('base64url')}.e30.AAAA`,
};

const ways: Ways = Object.fromEntries(
  Object.entries(shapes).map(([what, make]) => [
    what,
    (draft: Draft) => {
      draft.authorization = make(draft.token ?? '', draft.mark);
      draft.refuse('unauthenticated');
    },
  ]),
);

/** Every route that reads a credential must refuse these. */
export const falseCredential = oneOf('credential', ways);

/** No credential. Every route that is not open to all must refuse it. The service may refuse the rest of the request first. */
export const noCredential = oneOf('credential', {
  none: (draft) => {
    draft.token = undefined;
    draft.refuse('unauthenticated', 'bad-request');
  },
});

const others: Readonly<Record<string, (draft: Draft) => string>> = {
  operator: ({ world }) => world.operator.token,
  coordinator: ({ world }) => world.coordinator.token,
  partner: ({ world }) => world.partner.key,
  'other partner': ({ world }) => world.other.key,
  seeker: ({ world }) => world.waiting.token,
  'other seeker': ({ world }) => world.talk.token,
  volunteer: ({ world }) => world.talk.volunteer.token,
  'other volunteer': ({ world }) => world.declining.token,
  stranger: ({ world }) => world.invited.token,
};

/** A valid credential of another caller. The matrix of callers tests its rights. Here the answer must only keep the rules. */
export const otherCaller: fc.Arbitrary<Spoiling> = oneOf(
  'stranger',
  Object.fromEntries(
    Object.entries(others).map(([who, token]) => [
      `as the ${who}`,
      (draft: Draft) => {
        draft.token = token(draft);
        draft.clearRefusals();
      },
    ]),
  ),
);

/** Ids of existing entities of other kinds and other people, and ids of no entity. */
export const otherId: fc.Arbitrary<Spoiling> = fc.tuple(fc.nat(9), fc.nat(99)).map(([where, which]) => ({
  kind: 'stranger',
  what: `with another id (${where}, ${which})`,
  apply: (draft) => {
    const names = [...draft.params.keys()];
    if (names.length === 0) return;
    const name = picked(names, where);
    draft.params.set(name, picked(candidates(draft, name), which));
    draft.clearRefusals();
  },
}));

function candidates({ world, params }: Draft, name: string): readonly string[] {
  const prefix = /^[a-z]+_/u.exec(params.get(name) ?? '')?.[0] ?? '';
  const absent = `${prefix}${'0'.repeat(22)}`;
  const ofTalk = world.talk.id.slice('cnv_'.length, world.talk.id.lastIndexOf('.'));
  return [
    name === 'conversation' ? `${absent}.1` : absent,
    world.editedSpace,
    `req_${ofTalk}`,
    `cnv_${ofTalk}.2`,
    `cnv_${ofTalk}.99`,
    `cnv_${world.waiting.id.slice('req_'.length)}.1`,
    world.accepting.offer,
    world.editedVolunteer,
    `${prefix}__proto__`,
    `${prefix}constructor`,
    'ZZ',
    'gb',
  ];
}
