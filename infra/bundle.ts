import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { bundleSources } from './bundle-names.ts';

const root = path.join(import.meta.dirname, '..');

export interface BundleOptions {
  /** The folder with one folder per function, whose files export `handler` (`bundle-names.ts`). */
  readonly from?: string;
  /** The folder for the bundles. */
  readonly to?: string;
}

export interface Bundled {
  readonly name: string;
  readonly bytes: number;
}

/**
 * Makes every bundle in one run of esbuild: `<to>/<name>/index.mjs`, with its source map beside it. Throws if the source of a
 * bundle is missing or wrong. The bundles of an earlier run then stay as they are.
 */
export async function bundle(options: BundleOptions = {}): Promise<Bundled[]> {
  const { from = path.join(root, 'functions'), to = path.join(root, 'dist') } = options;
  const names = Object.keys(bundleSources);
  const entries = Object.entries(bundleSources).map(([name, file]): [string, string] => [`${name}/index`, path.join(from, file)]);
  const missing = entries.filter(([, file]) => !existsSync(file)).map(([, file]) => path.relative(root, file));
  if (missing.length > 0) throw new Error(`These bundles have no source: ${missing.join(', ')}`);
  const { metafile } = await build({
    entryPoints: Object.fromEntries(entries),
    outdir: to,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    splitting: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Module builds first: the others are larger and call `require`, which ESM does not have.
    mainFields: ['module', 'main'],
    conditions: ['module'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  return names.map((name) => ({ name, bytes: sizeOf(metafile.outputs, `${name}/index.mjs`) }));
}

function sizeOf(outputs: Readonly<Record<string, { readonly bytes: number }>>, end: string): number {
  const found = Object.entries(outputs).find(([file]) => file.endsWith(end));
  if (found === undefined) throw new Error(`esbuild did not write ${end}`);
  return found[1].bytes;
}

if (import.meta.main) {
  for (const { name, bytes } of await bundle()) console.log(`${name.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(6)} kB`);
}
