/**
 * Marks of tests: `[sec-token-2]` in a title stays when the other words or the file change. docs/security.md names the `sec-` marks. Only
 * seeded bugs name the `bug-` marks.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

interface TestSource {
  /** From the root, with slashes. */
  readonly file: string;
  readonly text: string;
}

export const testSources: readonly TestSource[] = globSync('test/**/*.ts', { cwd: root })
  .map((file) => ({ file: file.replaceAll(path.sep, '/'), text: readFileSync(path.join(root, file), 'utf8') }))
  .toSorted((a, b) => (a.file < b.file ? -1 : 1));

/** Every mark in a title, with its file, once for each time that it occurs. */
export const marked: readonly { readonly mark: string; readonly file: string }[] = testSources.flatMap(({ file, text }) =>
  [...text.matchAll(/['`]\[((?:sec|bug)-[a-z\d-]+)\] /gu)].map(([, mark = '']) => ({ mark, file })),
);

/** The file that vitest is told to run for a mark: the one it stands in, or the first test file that imports that. */
export function testFileOf(mark: string): string {
  const [only, ...others] = marked.filter((one) => one.mark === mark);
  if (only === undefined || others.length > 0)
    throw new Error(`${others.length === 0 ? 'no test has' : 'several tests have'} the mark ${mark}`);
  const seen = new Set([only.file]);
  for (const file of seen) {
    if (file.endsWith('.test.ts')) return file;
    for (const importer of testSources.filter((one) => importsOf(one).includes(file))) seen.add(importer.file);
  }
  throw new Error(`no test file imports ${only.file}, which has the mark ${mark}`);
}

function importsOf({ file, text }: TestSource): readonly string[] {
  return [...text.matchAll(/'(\.{1,2}\/[^']+\.ts)'/gu)].map(([, name = '']) => path.posix.join(path.posix.dirname(file), name));
}
