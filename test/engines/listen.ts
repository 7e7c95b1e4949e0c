import { once } from 'node:events';
import type { Server } from 'node:net';
import { freePort } from '../../local/engines/free-port.ts';

/** Lets a server listen on 127.0.0.1, on a free port, and returns its URL. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** An address on which no server listens. */
export async function unusedUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
