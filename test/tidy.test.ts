/** Rules for the tree: which folder may import which, what is banned where, and how large files and functions may be. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { levels, parts } from '../tools/architecture.ts';
import { architectureTable } from '../tools/architecture-table.ts';
import { circlesOf, importsBetween, importsWithin } from '../tools/circles.ts';
import { importsOf, sourcesIn } from '../tools/imports.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Not of the tree: made by commands, or read by no import. `test/` may import everything. */
const leftOut = new Set(['node_modules', 'dist', 'cdk.out', 'coverage', 'docs', 'test']);

const folders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !leftOut.has(entry.name))
  .map(({ name }) => name);
const sources = sourcesIn(folders);
const imports = importsWithin(sources);

const partOf = (file: string) =>
  parts.filter((part) => file.startsWith(part.path)).toSorted((a, b) => b.path.length - a.path.length)[0];

describe('import direction', () => {
  it('every kind of import is read', () => {
    const text = `import a from './a.ts'; import type { B } from '../b.ts'; export * from './c.ts'; export { d } from './d.ts';
      import 'e'; export type F = import('./f.ts').F; export const g = await import('./g.ts'); const not = "import 'h'";`;
    const read = ['x/a.ts', 'b.ts', 'x/c.ts', 'x/d.ts', 'e', 'x/f.ts', 'x/g.ts'];
    expect(importsOf('x/y.ts', text).toSorted()).toEqual(read.toSorted());
  });

  it('every file is in a part of tools/architecture.ts, and every part has files', () => {
    expect(sources.filter(({ file }) => partOf(file) === undefined).map(({ file }) => file)).toEqual([]);
    expect(parts.filter(({ path: begin }) => !sources.some(({ file }) => file.startsWith(begin)))).toEqual([]);
  });

  it('every import keeps to the rules of tools/architecture.ts', () => {
    const wrong = sources.flatMap(({ file, imports: names }) => {
      const { path: home = '', mayImport = [] } = partOf(file) ?? {};
      return names
        .filter((name) => !name.startsWith(home) && !mayImport.some((prefix) => name.startsWith(prefix)))
        .map((name) => `${file} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('docs/architecture.md has the table that tools/architecture-table.ts prints', () => {
    const lines = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8').split('\n');
    expect(lines.filter((line) => line.startsWith('|'))).toEqual(architectureTable());
  });

  it('only functions import middy, and no function imports from another one', () => {
    const wrong = sources.flatMap(({ file, imports: names }) => {
      const own = file.split('/').slice(0, 2).join('/');
      const shared = ['functions/http', 'functions/runtime', own];
      return names
        .filter(
          (name) =>
            (name.startsWith('@middy/') && !file.startsWith('functions/')) ||
            (name.startsWith('functions/') &&
              (!file.startsWith('functions/') || !shared.some((folder) => name.startsWith(`${folder}/`)))),
        )
        .map((name) => `${file} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe('circles', () => {
  it('a circle of types, of files and of folders is seen', () => {
    const circle = [
      { from: 'a/b/one.ts', to: 'a/c/two.ts' },
      { from: 'a/c/three.ts', to: 'a/b/four.ts' },
      { from: 'a/d/five.ts', to: 'a/b/one.ts' },
      { from: 'e/one.ts', to: 'e/two.ts' },
      { from: 'e/two.ts', to: 'e/three.ts' },
      { from: 'e/three.ts', to: 'e/one.ts' },
    ];
    expect(circlesOf(circle)).toEqual([
      { folder: 'a', circle: ['b', 'c'] },
      { folder: 'e', circle: ['one.ts', 'three.ts', 'two.ts'] },
    ]);
  });

  it('no files or folders import one another, not even for types', () => {
    expect(circlesOf(imports)).toEqual([]);
  });
});

describe.each(levels)('the levels of $folder', ({ folder, levels: fromTheTop }) => {
  const levelOf = (name: string): number => fromTheTop.findIndex((level) => level.includes(name));
  const inside = importsBetween(folder, imports);
  const names = [...new Set(inside.flatMap(({ from, to }) => [from, to]))].toSorted();
  const wrong = [
    ...names.filter((name) => levelOf(name) === -1).map((name) => `${name} is on no level`),
    ...new Set(inside.filter(({ from, to }) => levelOf(from) >= levelOf(to)).map(({ from, to }) => `${from} imports ${to}`)),
  ];

  it('are kept: every folder imports only from the levels below', () => expect(wrong).toEqual([]));
});

describe('the pure part', () => {
  const pure = sources.filter(({ file }) => file.startsWith('shared/domain/') || file.startsWith('shared/app/'));

  it.each(['Date.now', 'new Date()', 'Math.random', 'randomUUID', 'process.env', 'Promise.race', 'setTimeout'])(
    'domain and app never use %s',
    (banned) => {
      expect(pure.filter(({ text }) => text.includes(banned)).map(({ file }) => file)).toEqual([]);
    },
  );
});

describe('the log', () => {
  it('is written only through its registry: only the live log of the functions writes to the console', () => {
    const deployed = sources.filter(({ file }) => file.startsWith('shared/') || file.startsWith('functions/'));
    const writes = deployed.filter(({ text }) => /\bconsole\.|\bprocess\.std(out|err)\b/u.test(text)).map(({ file }) => file);
    expect(writes).toEqual(['functions/runtime/ports.ts']);
  });
});

describe('size and form', () => {
  /** Lines of a file. A longer file holds two ideas. */
  const linesMax = 300;

  it(`every file has at most ${linesMax} lines`, () => {
    const long = sources
      .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > linesMax);
    expect(long).toEqual([]);
  });

  it('no file or folder is called utils, helpers or misc', () => {
    expect(
      sources.filter(({ file }) => /(^|\/)(utils?|helpers?|misc|common-utils)(\/|\.ts$)/u.test(file)).map(({ file }) => file),
    ).toEqual([]);
  });

  it('zod is imported so that bundles stay small', () => {
    expect(sources.filter(({ text }) => /import (type )?\{[^}]*\} from 'zod'/u.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('no check is silenced and no type is asserted', () => {
    const silenced = /@ts-(ignore|expect-error|nocheck)|(eslint|oxlint|biome)-(disable|ignore)|\bas (any|unknown|never)\b/u;
    const asserted = /[^\w]as (?!const\b)[A-Z][\w<>.[\]|& ]*[;,)\n]/u;
    const wrong = sources.filter(({ text }) => {
      const code = text.replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*$|import [^;]*;|export \{[^;]*;|export \* as [^;]*;|'[^'\n]*'|`[^`]*`/gmu,
        '',
      );
      return silenced.test(code) || asserted.test(code);
    });
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('every exported function of shared has a doc comment', () => {
    const bare = sources
      .filter(({ file }) => file.startsWith('shared/'))
      .flatMap(({ file, text }) => {
        const lines = text.split('\n');
        return lines.flatMap((line, at) => {
          if (!/^export (async )?function\*? /u.test(line)) return [];
          const above = (lines[at - 1] ?? '').trim();
          const overload = /^export (async )?function/u.test(above);
          const headed = at <= 3 || lines.slice(0, at).every((earlier) => !/^export (async )?function/u.test(earlier));
          return above.endsWith('*/') || overload || (headed && text.startsWith('/**')) ? [] : [`${file}:${at + 1}`];
        });
      });
    expect(bare).toEqual([]);
  });
});
