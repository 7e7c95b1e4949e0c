import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readJsonFile, writeJsonFile } from '../../local/json-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-json-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a JSON file', () => {
  it('gives what was written', () => {
    writeJsonFile(at('a.json'), { a: 1 });
    expect(readJsonFile(at('a.json'))).toEqual({ a: 1 });
  });

  it('gives nothing if it is missing or is no JSON', () => {
    writeFileSync(at('b.json'), '{');
    expect([readJsonFile(at('b.json')), readJsonFile(at('c.json')), readJsonFile(at('no/c.json'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('[bug-unreadable-file] that cannot be read is an error: what it holds must not be made anew', () => {
    mkdirSync(at('d.json'));
    expect(() => readJsonFile(at('d.json'))).toThrow(/EISDIR/u);
  });
});
