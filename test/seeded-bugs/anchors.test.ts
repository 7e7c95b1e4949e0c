/** Every seeded bug has one place in the code, whatever the files and local names are called, and a proof that can be asked. */
import { describe, expect, it } from 'vitest';
import { anchored } from './code/anchor.ts';
import { productOf, readProduct } from './code/product.ts';
import { seeded } from './code/seed.ts';
import { marked, testFileOf } from './marks.ts';
import { seededBugs } from './seeded-bugs.ts';

const product = readProduct();

describe('every seeded bug', () => {
  it.each(seededBugs)('$id has one place, and gives code that parses', (bug) => {
    expect(seeded(product, bug)).not.toEqual([]);
  });

  it('is there: what was once caught is not lost', () => {
    expect(seededBugs.length).toBeGreaterThanOrEqual(207);
  });

  it('names a mark that one test has, and every mark for bugs is named', () => {
    const wanted = new Set(seededBugs.flatMap(({ caughtBy }) => (caughtBy.engine === 'test' ? [caughtBy.mark] : [])));
    expect([...wanted].map(testFileOf).filter((file) => !file.endsWith('.test.ts'))).toEqual([]);
    expect(marked.filter(({ mark }) => mark.startsWith('bug-') && !wanted.has(mark))).toEqual([]);
  });
});

const codeOf = (text: string) => productOf([['shared/some.ts', text]]);
const result = (text: string, anchor: string, replacement: string): string =>
  seeded(codeOf(text), { id: 'some', edits: [{ anchor, replacement }] })[0]?.text ?? '';

describe('an anchor', () => {
  it.each([
    ['line breaks and trailing commas', 'call(\n  one,\n  two,\n);', 'call($a, two)'],
    ['quotes', 'call("word");', "call('word')"],
    ['parentheses', 'if ((a < b) && c) run();', '$a < $b && c'],
    ['braces around one statement', 'if (a) { run(); }', 'if ($a) run();'],
    ['a short arrow', 'list.map((one) => { return one.id; });', 'list.map(($one) => $one.id)'],
    ['a short property', 'call({ seat, other: 1 });', 'call({ seat: $seat, $$$rest })'],
    ['digit separators', 'const many = 3_000;', 'const many = 3000;'],
    ['types', 'function f(a: string): number { return a.length; }', 'function f($a) { return $a.length; }'],
    ['export', 'export const max = 2;', 'const max = 2;'],
  ])('does not depend on %s', (_what, text, anchor) => {
    expect(() => anchored(codeOf(text), { anchor })).not.toThrow();
  });

  it.each([
    ['another operator', 'if (a <= b) run();', '$a < $b'],
    ['another text', "call('other');", "call('word')"],
    ['two things in one hole', 'if (a === b) run();', '$a === $a'],
    ['more arguments', 'call(a, b);', 'call($a)'],
    ['another member', 'a.start < b.end;', '$a.start < $b.start'],
    ['another regular expression', 'const word = /a/u;', 'const word = /b/u;'],
  ])('is not found in %s', (_what, text, anchor) => {
    expect(() => anchored(codeOf(text), { anchor })).toThrow('leads to nothing');
  });

  it('may be some statements or some properties', () => {
    expect(result('a(); b(); c();', 'b(); c();', 'c(); b();')).toBe('a(); c(); b();');
    expect(result("call({ one: 1, redirect: 'error' });", "redirect: 'error'", '...{}')).toBe('call({ one: 1, ...{} });');
  });
});
