/** What the functions read of a request beside its path, query and body. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const code = globSync('functions/**/*.ts', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));

/** Header names, sorted, each once. */
const found = (pattern: RegExp): readonly string[] =>
  [...new Set(code.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))].toSorted();

it('[sec-headers-1] only the credential says who calls: no other header does, and none says from where', () => {
  expect(found(/headers\??\.?\['([a-z-]+)'\]/gu)).toEqual([
    'accept',
    'authorization',
    'content-encoding',
    'content-type',
    'idempotency-key',
    'if-match',
    'if-none-match',
    'prefer',
  ]);
  expect(found(/event\.headers(?!\[')(.)/gu)).toEqual([]);
});

it('[sec-headers-2] of a request’s context the id, the method and, for its network alone, the address are read, and no user agent', () => {
  expect(code.filter((text) => text.includes('sourceIp'))).toEqual([
    expect.stringContaining('networkOf(requestContext.http.sourceIp)'),
  ]);
  expect(found(/requestContext\.([\w.]+)/gu)).toEqual(['http.method', 'http.sourceIp', 'requestId']);
});
