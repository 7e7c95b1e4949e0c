/** What the files of the tree import, read with the parser that also runs the tests: types, re-exports and `import()` included. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';

const root = path.resolve(import.meta.dirname, '..');

/** A file of TypeScript, its path from the root, with slashes. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** What it imports, each once: files of the tree as paths from the root, packages by the name that is written. */
  readonly imports: readonly string[];
}

/** Every file of TypeScript in these folders, in the order of their paths. Throws where one does not parse. */
export function sourcesIn(folders: readonly string[]): readonly Source[] {
  return globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: root })
    .map((file) => file.split(path.sep).join('/'))
    .toSorted()
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, text, imports: importsOf(file, text) };
    });
}

/** What a text at this path would import. Throws where it does not parse. */
export function importsOf(file: string, text: string): readonly string[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const named = new Set<string>();
  const add = (source: { readonly value: unknown } | null): void => {
    if (typeof source?.value === 'string') named.add(fromRoot(file, source.value));
  };
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source.type === 'Literal' ? source : null),
    TSImportType: ({ source }) => add(source),
  }).visit(program);
  return [...named];
}

const fromRoot = (file: string, name: string): string =>
  name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
