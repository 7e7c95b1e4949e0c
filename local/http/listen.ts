import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { drainMsMax, headersBytesMax, requestReceiptMsMax } from '../limits.ts';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Takes over the connection of a request that changes the protocol. */
export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** A server on the loopback interface. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Accepts requests that change the protocol from now on. Without it the server closes their connections. */
  upgrade(handle: HandleUpgrade): void;
  /** Takes no new connections, lets open requests finish for at most `drainMsMax`, and closes. */
  close(): Promise<void>;
}

/** Listens on `port` of the loopback interface; 0 means any free port. Rejects when the port is taken. */
export async function listen(port: number, handle: Handle): Promise<Listening> {
  const server = createServer({ maxHeaderSize: headersBytesMax, requestTimeout: requestReceiptMsMax }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    upgrade: (taken) => void server.on('upgrade', taken),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.race([closed, sleep(drainMsMax, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}
