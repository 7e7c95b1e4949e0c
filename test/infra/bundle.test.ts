import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundle } from '../../infra/bundle.ts';
import { bundleSources } from '../../infra/bundle-names.ts';

const names = Object.keys(bundleSources);
let folder: string;
let from: string;
let to: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'earshot-bundle-'));
  from = path.join(folder, 'functions');
  to = path.join(folder, 'dist');
  mkdirSync(from);
  writeFileSync(path.join(from, 'shared.ts'), 'export const greeting: string = "hello";\n');
  for (const [name, file] of Object.entries(bundleSources)) {
    mkdirSync(path.join(from, path.dirname(file)), { recursive: true });
    writeFileSync(
      path.join(from, file),
      `import { greeting } from '../shared.ts';\nexport const handler = () => greeting + ' ${name}';\n`,
    );
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

test('every function becomes one module without imports of the tree, with its source map beside it', async () => {
  const bundled = await bundle({ from, to });
  expect(bundled.map(({ name }) => name)).toEqual(names);
  for (const { name, bytes } of bundled) {
    const file = path.join(to, name, 'index.mjs');
    const code = readFileSync(file, 'utf8');
    expect(code.length).toBe(bytes);
    expect(code).not.toMatch(/\bimport\b/);
    expect(code).toMatch(/sourceMappingURL=index\.mjs\.map\s*$/);
    expect(existsSync(`${file}.map`)).toBe(true);
    const module: { handler?: () => string } = await import(pathToFileURL(file).href);
    expect(module.handler?.()).toBe(`hello ${name}`);
  }
});

test('a function without a source is named, and nothing is written', async () => {
  rmSync(path.join(from, 'matcher'), { recursive: true });
  await expect(bundle({ from, to })).rejects.toThrow(/no source: .*matcher\/index\.ts$/);
  expect(existsSync(to)).toBe(false);
});
