import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EngineCommand } from './dynamodb-engine.ts';

/** The embedded engine, as npm installed it. It exists only for Linux x64. */
export const dynoxide: EngineCommand = (port) => {
  const home = dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json'));
  return { command: join(home, 'dynoxide'), args: ['serve', '--host', '127.0.0.1', '--port', String(port)] };
};
