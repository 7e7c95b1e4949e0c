/**
/**
 * Runs the first argument when this Node can run TypeScript directly. Otherwise says what to do. The argument is a file, such as
 * `node local/node-guard.mjs local/start.ts`, or the command of a package, such as `node local/node-guard.mjs vitest run`. It is
 * plain JavaScript, so that an old Node can read it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The file of a package's only, or first, command; a name with an extension is a file already. */
function fileOf(name) {
  if (path.extname(name) !== '') return name;
  const folder = path.join(import.meta.dirname, '../node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : Object.values(bin)[0]);
}

if (process.features.typescript) {
  process.argv.splice(1, 1);
  process.argv[1] = path.resolve(fileOf(process.argv[1]));
  await import(pathToFileURL(process.argv[1]).href);
} else {
  console.error(
    [
      `Earshot needs Node 24, but this is ${process.version}.`,
      'npm installs it on Linux and Windows (x64) and on Linux (arm64): run `npm ci` without --omit=optional, and start with `npm start`.',
      'On other machines, install it from https://nodejs.org',
    ].join('\n'),
  );
  process.exitCode = 1;
}
