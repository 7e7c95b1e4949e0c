/**
 * Runs the script in the arguments when this Node can run TypeScript directly. Otherwise says what to do. It is plain JavaScript,
 * so that an old Node can read it: `node local/node-guard.mjs local/start.ts`.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';

if (process.features.typescript) {
  process.argv.splice(1, 1);
  await import(pathToFileURL(path.resolve(process.argv[1])).href);
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
