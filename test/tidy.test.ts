/** The tree keeps its shape: who may import whom, what is banned where, how large anything may be. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

interface Source {
  readonly file: string;
  readonly text: string;
  /** What it imports: files of the tree as paths from the root, packages by name. */
  readonly imports: readonly string[];
}

function importsOf(file: string, text: string): readonly string[] {
  const named = [...text.matchAll(/^(?:import|export)\b[^;'=]*?\bfrom '([^']+)'|^import '([^']+)'/gmu)].map(
    ([, from, dynamic]) => from ?? dynamic ?? '',
  );
  return named.map((name) => (name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name));
}

const sources: readonly Source[] = globSync('{shared,functions,infra,local,client,demo,sim,console,tools,random}/**/*.ts', {
  cwd: root,
})
  .map((file) => file.split(path.sep).join('/'))
  .toSorted()
  .map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { file, text, imports: importsOf(file, text) };
  });

/** The folder, or file, to what it may import beside itself; the longest prefix counts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'shared/domain/': ['zod'],
  'shared/names.ts': [],
  'shared/log-events.ts': ['shared/domain/', 'shared/contract/'],
  'shared/ports.ts': ['shared/domain/', 'shared/log-events.ts', 'shared/names.ts'],
  'shared/contract/': ['zod', 'shared/domain/', 'shared/names.ts'],
  'shared/app/': ['zod', 'shared/domain/', 'shared/contract/', 'shared/ports.ts'],
  'shared/adapters/crypto/': ['shared/ports.ts', 'node:', 'shared/adapters/'],
  'shared/adapters/dynamodb/': [
    'zod',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/lib-dynamodb',
    'shared/adapters/',
    'shared/domain/',
    'shared/names.ts',
    'shared/ports.ts',
    'node:',
  ],
  'shared/adapters/sqs/': ['@aws-sdk/client-sqs', 'shared/adapters/', 'shared/domain/', 'shared/ports.ts', 'node:'],
  'shared/adapters/secret/': ['zod', '@aws-sdk/client-secrets-manager', 'shared/adapters/', 'node:'],
  'shared/adapters/memory/': [
    'zod',
    'shared/adapters/',
    'shared/domain/',
    'shared/log-events.ts',
    'shared/names.ts',
    'shared/ports.ts',
    'node:',
  ],
  'shared/adapters/': [
    'zod',
    'shared/domain/',
    'shared/log-events.ts',
    'shared/names.ts',
    'shared/ports.ts',
    '@smithy/',
    'node:',
  ],
  'functions/': ['shared/', '@middy/', 'jose', 'zod', 'node:', 'aws-lambda'],
  'infra/': [
    'cdk.json',
    'package.json',
    'shared/names.ts',
    'shared/contract/contract.ts',
    'shared/domain/limits.ts',
    'aws-cdk-lib',
    'constructs',
    'cdk-nag',
    'esbuild',
    'zod',
    'node:',
  ],
  'client/': ['zod', 'shared/contract/', 'shared/domain/'],
  'demo/': [
    'client/',
    'local/',
    'random/',
    'shared/contract/',
    'shared/domain/',
    'shared/names.ts',
    'sim/workload/figures.ts',
    'zod',
    'node:',
  ],
  'random/': [],
};

function rulesFor(file: string): { readonly home: string; readonly allowed: readonly string[] } | undefined {
  const home = Object.keys(mayImport)
    .filter((prefix) => file.startsWith(prefix))
    .toSorted((a, b) => b.length - a.length)[0];
  return home === undefined ? undefined : { home, allowed: mayImport[home] ?? [] };
}

describe('import direction', () => {
  it('is what the architecture says', () => {
    const wrong = sources.flatMap(({ file, imports }) => {
      const rules = rulesFor(file);
      if (rules === undefined) return [];
      const { home, allowed } = rules;
      return imports
        .filter((name) => !name.startsWith(home) && !allowed.some((prefix) => name.startsWith(prefix)))
        .map((name) => `${file} imports ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  it('lets only functions import middy, and nobody reach into another function', () => {
    const wrong = sources.flatMap(({ file, imports }) => {
      const own = file.split('/').slice(0, 2).join('/');
      const shared = ['functions/http', 'functions/runtime', own];
      return imports
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

describe('what is pure', () => {
  const pure = sources.filter(({ file }) => file.startsWith('shared/domain/') || file.startsWith('shared/app/'));

  it.each(['Date.now', 'new Date()', 'Math.random', 'randomUUID', 'process.env', 'Promise.race', 'setTimeout'])(
    'never uses %s in domain and app',
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
  /** Lines of a file; above, it holds two ideas. */
  const linesMax = 300;

  it(`keeps every file within ${linesMax} lines`, () => {
    const long = sources
      .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > linesMax);
    expect(long).toEqual([]);
  });

  it('has no drawer called utils, helpers or misc', () => {
    expect(
      sources.filter(({ file }) => /(^|\/)(utils?|helpers?|misc|common-utils)(\/|\.ts$)/u.test(file)).map(({ file }) => file),
    ).toEqual([]);
  });

  it('imports zod so that bundles stay small', () => {
    expect(sources.filter(({ text }) => /import (type )?\{[^}]*\} from 'zod'/u.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('silences no check and asserts no type', () => {
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

  it('gives every export of shared a doc comment where it is a function', () => {
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
