/** Paths, queries and methods that the contract does not have. */
import fc from 'fast-check';
import { type RouteId, contract } from '../../../shared/contract/contract.ts';
import type { RouteContract } from '../../../shared/contract/route.ts';
import { paramsOf, type Draft } from '../draft.ts';
import { oneOf, picked, type Spoiling } from './spoiling.ts';

/** Parameters that accept any text. */
const opaque = ['sub', 'code'];

/** Values in place of an id, encoded as they are sent. No entity has such an id. */
const noIds = (mark: string): readonly string[] => [
  mark,
  '',
  '.',
  '..',
  '...',
  '%2e',
  '%2e%2e',
  '..%2f..%2f',
  '%2f',
  '%5c',
  `${mark}%2f${mark}`,
  '%00',
  `spc_${'a'.repeat(20)}%00`,
  `spc_${'a'.repeat(20)}%0a`,
  '%',
  '%zz',
  '%u0041',
  '%c0%af',
  '%ed%a0%80',
  '%ff',
  '%f0%9f%91%a9',
  '%E2%80%AE',
  '%C3%A9',
  'e%CC%81',
  '%25',
  '%2500',
  '{space}',
  '*',
  '$default',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  ';a=b',
  ',',
  '+',
  '%20',
  "'%20OR%20'1'='1",
  'spc_',
  `spc_${'a'.repeat(65)}`,
  `req_${'-'.repeat(5_000)}`,
  mark.padEnd(4_000, 'x'),
];

/** An invalid id: 404, from the route or because no route has such a path. */
export function badParameter(route: RouteId): readonly fc.Arbitrary<Spoiling>[] {
  const ids = paramsOf(route).filter((name) => !opaque.includes(name));
  if (ids.length === 0) return [];
  const some: fc.Arbitrary<Spoiling> = fc.tuple(fc.constantFrom(...ids), fc.nat(noIds('').length - 1)).map(([name, which]) => ({
    kind: 'path',
    what: `${name} (${which})`,
    apply: (draft) => {
      draft.params.set(name, noIds(draft.mark)[which] ?? '');
      draft.refuse('not-found', 'method-not-allowed');
    },
  }));
  return [some];
}

/** Any text in a parameter that accepts any text. */
export function oddParameter(route: RouteId): readonly fc.Arbitrary<Spoiling>[] {
  const texts = paramsOf(route).filter((name) => opaque.includes(name));
  if (texts.length === 0) return [];
  const some: fc.Arbitrary<Spoiling> = fc.tuple(fc.constantFrom(...texts), fc.nat(noIds('').length - 1)).map(([name, which]) => ({
    kind: 'path',
    what: `${name} (${which})`,
    apply: (draft) => void draft.params.set(name, noIds(draft.mark)[which] ?? ''),
  }));
  return [some];
}

function pathOf(draft: Draft): string {
  return draft.target.slice(0, draft.target.length - draft.query.length);
}

/** The path of the root has no version and no segment, so some ways would leave it as it is: then it gets a segment. */
function elsewhere(draft: Draft, path: string): void {
  draft.path = path === pathOf(draft) ? `${path}${draft.mark}` : path;
  draft.refuse('not-found', 'method-not-allowed');
}

/** Paths that no route has. */
export const badPath = oneOf('path', {
  'a slash more': (draft) => elsewhere(draft, `${pathOf(draft)}/`),
  'two slashes': (draft) => elsewhere(draft, pathOf(draft).replace('/v1/', '/v1//')),
  'a segment more': (draft) => elsewhere(draft, `${pathOf(draft)}/${draft.mark}`),
  'a segment of dots': (draft) => elsewhere(draft, `${pathOf(draft)}/../${draft.mark}`),
  'another version': (draft) => elsewhere(draft, pathOf(draft).replace('/v1/', '/v2/')),
  'no version': (draft) => elsewhere(draft, pathOf(draft).replace('/v1/', '/')),
  'in capitals': (draft) => elsewhere(draft, pathOf(draft).replace('/v1/', '/V1/')),
  'with a null': (draft) => elsewhere(draft, `${pathOf(draft)}/%00`),
  'encoded slashes': (draft) => elsewhere(draft, pathOf(draft).replaceAll('/', '%2f').replace('%2f', '/')),
  'with a stage': (draft) => elsewhere(draft, `/$default${pathOf(draft)}`),
  'very long': (draft) => elsewhere(draft, `${pathOf(draft)}/${draft.mark.padEnd(8_000, 'x')}`),
  'many segments': (draft) => elsewhere(draft, `${pathOf(draft)}${'/a'.repeat(3_000)}`),
  'only dots': (draft) => elsewhere(draft, '/../../..'),
  'a file': (draft) => elsewhere(draft, `/.env?${draft.mark}`),
});

const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'];

/** A method that the path does not have. */
export const badMethod: fc.Arbitrary<Spoiling> = fc.nat(99).map((which) => ({
  kind: 'method',
  what: `another method (${which})`,
  apply: (draft) => {
    const shapes: readonly RouteContract[] = Object.values(contract);
    const known = shapes
      .filter(({ path }) => path === contract[draft.route].path)
      .flatMap(({ method }): readonly string[] => (method === 'GET' ? [method, 'HEAD'] : [method]));
    draft.method = picked(
      others.filter((method) => !known.includes(method)),
      which,
    );
    draft.refuse('method-not-allowed', 'not-found');
  },
}));

/** `HEAD` works where `GET` does. */
export const asHead: Spoiling = { kind: 'method', what: 'only the head', apply: (draft) => void (draft.method = 'HEAD') };

/** Query parameters that no route has. */
const unknown = (mark: string): readonly string[] => [
  `${mark}=1`,
  mark,
  `=${mark}`,
  '__proto__=1',
  '__proto__[isAdmin]=1',
  'constructor=1',
  'constructor[prototype][a]=1',
  'toString=1',
  'hasOwnProperty',
  `${mark}[]=1`,
  `%zz=${mark}`,
  '%00=1',
  '%ff=1',
  mark.padEnd(5_000, 'x'),
  `${'a&'.repeat(1_000)}b`,
  `LIMIT=1`,
  `limit%00=1`,
];

/** A query parameter that no route has: 400. */
export const badQuery: fc.Arbitrary<Spoiling> = fc.nat(unknown('').length - 1).map((which) => ({
  kind: 'query',
  what: `an unknown query (${which})`,
  apply: (draft) => {
    draft.query = `${draft.query === '' ? '?' : `${draft.query}&`}${unknown(draft.mark)[which] ?? ''}`;
    draft.refuse('bad-request');
  },
}));

/** Odd values of the query parameters of lists. */
const odd = (mark: string): readonly string[] => [
  'limit=1',
  'limit=100',
  'limit=101',
  'limit=0',
  'limit=-1',
  'limit=1e1',
  'limit=0x10',
  'limit=1.5',
  'limit=',
  'limit=%20',
  'limit=Infinity',
  'limit=9007199254740993',
  'limit=1&limit=2',
  `limit=${mark}`,
  `cursor=${mark}`,
  'cursor=',
  `cursor=${Buffer.from('["x"]').toString('base64url')}.${'A'.repeat(43)}`,
  `cursor=${Buffer.from('["__proto__","a","b"]').toString('base64url')}`,
  `cursor=${'A'.repeat(2_000)}`,
  `cursor=${'A'.repeat(2_001)}`,
  'state=open',
  'state=closed',
  `state=${mark}`,
  'country=FR',
  'country=fr',
  'country=ZZ',
  'country=FRA',
  'country=%C3%89%C3%89',
  'country=FR&country=DE',
  'language=fr',
  `language=${mark}`,
  'topic=grief',
  'topic=constructor',
  `topic=${mark}`,
  'topic=%F0%9F%91%A9',
];

/** A query parameter that some routes have. The service may accept or refuse it. */
export const oddQuery: fc.Arbitrary<Spoiling> = fc.nat(odd('').length - 1).map((which) => ({
  kind: 'query',
  what: `a query (${which})`,
  apply: (draft) => void (draft.query = `${draft.query === '' ? '?' : `${draft.query}&`}${odd(draft.mark)[which] ?? ''}`),
}));
