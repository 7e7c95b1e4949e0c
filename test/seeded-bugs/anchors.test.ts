/** Every seeded bug has one place in the code, whatever the names of files and variables, and a test that must catch it. */
import { describe, expect, it } from 'vitest';
import { anchored } from './code/anchor.ts';
import { productOf, readProduct } from './code/product.ts';
import { seeded } from './code/seed.ts';
import { marked, testFileOf } from './marks.ts';
import { seededBugs } from './seeded-bugs.ts';

const product = readProduct();

describe('every seeded bug', () => {
  it.each(seededBugs)('$id has one place, and its replacement parses', (bug) => {
    expect(seeded(product, bug)).not.toEqual([]);
  });

  it('still exists: no bug is lost from the lists', () => {
    expect(seededBugs.length).toBeGreaterThanOrEqual(207);
  });

  it('names a mark that exactly one test has, and every `bug-` mark is named', () => {
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
    ['two different texts for one hole', 'if (a === b) run();', '$a === $a'],
    ['more arguments', 'call(a, b);', 'call($a)'],
    ['another member', 'a.start < b.end;', '$a.start < $b.start'],
    ['another regular expression', 'const word = /a/u;', 'const word = /b/u;'],
  ])('is not found in %s', (_what, text, anchor) => {
    expect(() => anchored(codeOf(text), { anchor })).toThrow('matches no place');
  });

  it('may be several statements or several properties', () => {
    expect(result('a(); b(); c();', 'b(); c();', 'c(); b();')).toBe('a(); c(); b();');
    expect(result("call({ one: 1, redirect: 'error' });", "redirect: 'error'", '...{}')).toBe('call({ one: 1, ...{} });');
  });
});

describe('an anchor that does not match exactly one place', () => {
  const two = codeOf('export const first = () => call(1);\nexport const second = () => call(2);');

  it('is refused with the places that it matches', () => {
    expect(() => anchored(two, { anchor: 'call($n)' })).toThrow(
      [
        'the anchor matches 2 places: call($n)',
        '  similar: shared/some.ts:1 (first) call(1)',
        '  similar: shared/some.ts:2 (second) call(2)',
      ].join('\n'),
    );
  });

  it('is refused with the most similar places', () => {
    expect(() => anchored(two, { anchor: 'call($n, 3)' })).toThrow(
      'matches no place: call($n, 3)\n  similar: shared/some.ts:1 (first) call(1)',
    );
  });

  it('may name the declaration around it', () => {
    expect(anchored(two, { anchor: 'call($n)', within: 'second' }).held.get('$n')?.[0]).toMatchObject({ value: 2 });
  });
});

describe('a replacement', () => {
  const text = 'const limit = 4; export const f = (from) => { check(from.id); return from.at < limit ? 1 : 2; };';

  it('may use holes of the anchor and of the pattern `beside`', () => {
    const edit = { anchor: '$a < limit', beside: 'check($who)', replacement: '$a < $who' };
    expect(seeded(codeOf(text), { id: 'some', edits: [edit] })[0]?.text).toContain('return (from.at < from.id) ? 1 : 2;');
  });

  it.each([
    ['uses a name that the file does not have', 'now < limit', 'does not have: now'],
    ['uses a hole that the anchor does not have', '$b < limit', 'uses $b'],
    ['does not parse', '$a <', 'does not parse'],
    ['changes nothing', '$a < limit', 'changes nothing'],
  ])('is refused if it %s', (_what, replacement, why) => {
    expect(() => result(text, '$a < limit', replacement)).toThrow(why);
  });
});
