/** The glossary of docs/words.md: each entry is used, and no word that was replaced comes back. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { excuses, pronouns, retiredWords } from './words/retired-words.ts';
import { titlesIn } from './words/titles.ts';

const root = path.resolve(import.meta.dirname, '..');
const glossary = 'docs/words.md';
const notOfTheTree = /(^|\/)(node_modules|dist|cdk\.out|coverage)(\/|$)/u;

interface Text {
  readonly file: string;
  /** The name of the file and what stands in it. */
  readonly text: string;
  /** The same in small letters; identifiers and file names become words with spaces between them. */
  readonly words: string;
}

const inWords = (text: string): string =>
  text
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2')
    .replaceAll(/(?:[-_]|\s+(?:\*|\/\/)?\s*)/gu, ' ')
    .toLowerCase();

const textOf = (file: string, content: string): Text => {
  const text = `${file}\n${content}`;
  return { file, text, words: inWords(text) };
};

const read = (pattern: string, part: (file: string, content: string) => string): readonly Text[] =>
  globSync(pattern, { cwd: root, exclude: (name) => notOfTheTree.test(name.replaceAll(path.sep, '/')) })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((file) => file !== glossary)
    .toSorted()
    .map((file) => textOf(file, part(file, readFileSync(path.join(root, file), 'utf8'))));

const product = read('**/{*.ts,*.mjs,*.md,package.json}', (_, content) => content).filter(
  ({ file }) => !file.startsWith('test/'),
);
const tests = read('test/**/*.ts', (file, content) => titlesIn(file, content).join('\n'));

/** The words that the glossary explains, each on its own. */
const entries = readFileSync(path.join(root, glossary), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!---|word \||code \|)/u.test(line))
  .flatMap((line) => (line.split('|')[1] ?? '').split(','))
  .map((word) => word.replaceAll('`', '').trim());

describe('the glossary', () => {
  const used = product.map(({ words }) => words).join('\n');

  it('has no word twice', () => {
    expect(entries.filter((word, at) => entries.indexOf(word) !== at)).toEqual([]);
  });

  it('has no entry that product code and documents do not use', () => {
    expect(entries.filter((word) => !new RegExp(`\\b${inWords(word)}(?:s|d|ed)?\\b`, 'u').test(used))).toEqual([]);
  });

  it('has no entry that is a retired word', () => {
    expect(entries.filter((word) => Object.hasOwn(retiredWords, word))).toEqual([]);
  });
});

/** Finds a word in a text and in the name of its file, and gives it with what stands around it; see `retiredWords` for what counts. */
function finder(word: string): (of: Text) => string | undefined {
  const asWritten = /[A-Z/-]/u.test(word);
  const pattern = asWritten
    ? new RegExp(`(?<![\\w-])${word}${word.endsWith('/') ? '' : '(?![\\w-])'}`, 'u')
    : new RegExp(`\\b${word}s?\\b`, 'u');
  const allowed = excuses.filter((excuse) => excuse.word === word);
  const inside = allowed.flatMap((excuse) => excuse.inside ?? []);
  return ({ file, text, words }) => {
    if (allowed.some((excuse) => excuse.inside === undefined && file.startsWith(excuse.file))) return undefined;
    const searched = inside.reduce(
      (kept, part) => kept.replaceAll(asWritten ? part : inWords(part), ''),
      asWritten ? text : words,
    );
    const at = searched.search(pattern);
    return at < 0 ? undefined : `${file}: ${searched.slice(Math.max(0, at - 40), at + word.length + 40)}`;
  };
}

const found = (word: string, texts: readonly Text[]): readonly string[] => texts.flatMap((of) => finder(word)(of) ?? []);

describe('a retired word', () => {
  it.each(Object.entries(retiredWords))('%s, now %s, stands in no product code, document or title of a test', (word) => {
    expect(found(word, [...product, ...tests])).toEqual([]);
  });

  it('is found in identifiers, file names and plurals, and not inside other words', () => {
    const texts = ['const theCourierOf = 1', 'two couriers', '/** The\n * courier. */', 'infra/courier-props.ts'];
    expect(
      found(
        'courier',
        texts.map((text) => textOf('a.ts', text)),
      ),
    ).toHaveLength(texts.length);
    expect(found('siege', [textOf('a.ts', 'besieged')])).toEqual([]);
    expect(
      found('policy-simulator/', [textOf('policy-simulator/cli.ts', ''), textOf('a.ts', 'test/policy-simulator/cli.ts')]),
    ).toHaveLength(2);
    expect(found('could-serve', [textOf('a.ts', "code: 'nobody-could-serve'")])).toEqual([]);
  });

  it('is excused only where it stands', () => {
    const idle = excuses.filter(({ word, file, inside }) => {
      const where = product.filter((one) => one.file.startsWith(file ?? ''));
      return !where.some(({ text, words }) => (inside === undefined ? words.includes(inWords(word)) : text.includes(inside)));
    });
    expect(idle).toEqual([]);
  });
});

describe('a pronoun for a person', () => {
  it.each(pronouns)('%s stands in no document', (word) => {
    expect(
      found(
        word,
        product.filter(({ file }) => file.endsWith('.md')),
      ),
    ).toEqual([]);
  });
});

describe('the titles of tests', () => {
  it('are read from every way to write a test', () => {
    const text = "describe('a', () => { it.each([1])(`b ${x} c`, f); test.skip('d', f); it.runIf(y)('e', f); other('f'); });";
    expect(titlesIn('a.test.ts', text)).toEqual(['a', 'b   c', 'd', 'e']);
  });
});
