/** The threat model names tests by existing marks, leaves out no mark, and covers every listed threat. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { marked } from '../seeded-bugs/marks.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Rows of the document's tables, without their heads. */
const rows = read('docs/security.md')
  .split('\n')
  .filter((line) => /^\| (?!---)/u.test(line) && !/^\| (risk|item|threat) \|/u.test(line))
  .map((line) => {
    const [what = '', ...columns] = line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/gu, ''));
    return { what, columns, marks: [...(columns.at(-1) ?? '').matchAll(/`([^`]+)`/gu)].map(([, mark = '']) => mark) };
  });

const owasp = Array.from({ length: 10 }, (_, at) => `API${at + 1} `);

/** The items of ASVS 5.0 that shape an API such as this one most. */
const asvs = [
  '2.3.3 2.3.4 2.3.5 4.1.2 4.1.3 4.4.2 4.4.3 4.4.4 7.4.1 8.3.2 8.3.3 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3',
  '14.2.1 14.3.1 14.3.2 14.3.3 15.3.4 15.4.2 16.3.1 16.3.2 16.3.3 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3',
].flatMap((line) => line.split(' '));

const inTitles = marked.map(({ mark }) => mark).filter((mark) => mark.startsWith('sec-'));

describe('the threat model', () => {
  it.each(rows)('names, for “$what”, what protects and the marks of tests', ({ columns, marks }) => {
    expect(columns.map((column) => column.trim() === '')).toEqual([false, false, false]);
    expect(marks.length).toBeGreaterThan(0);
    expect(columns.at(-1)).toBe(marks.map((mark) => `\`${mark}\``).join(', '));
    expect(marks.filter((mark) => !inTitles.includes(mark))).toEqual([]);
  });

  it('names every test that has a mark, and no two tests have the same mark', () => {
    const named = rows.flatMap(({ marks }) => marks);
    expect(inTitles.filter((mark) => !named.includes(mark))).toEqual([]);
    expect(inTitles.filter((mark, at) => inTitles.indexOf(mark) !== at)).toEqual([]);
  });

  it('covers the ten API risks and every listed item of ASVS', () => {
    const covered = rows.map(({ what }) => what);
    expect(owasp.filter((one) => !covered.some((what) => what.startsWith(one)))).toEqual([]);
    const items = covered.flatMap((what) => what.match(/\d+\.\d+\.\d+/gu) ?? []);
    expect(asvs.filter((item) => !items.includes(item))).toEqual([]);
  });
});
