import { once } from 'node:events';
import type { Server } from 'node:net';
import { freePort } from '../../local/engines/free-port.ts';

/** Lets a server listen on 127.0.0.1, on a port that is free, and gives its URL. */
export async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

/** A place where nobody listens. */
export async function urlOfNobody(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}`;
}
