/** Receivers on this machine that behave as badly as a receiver can. */
import { createPrivateKey } from 'node:crypto';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { listen } from '../engines/listen.ts';

/**
 * The certificate of the receivers, for `localhost`, from 2020 to 2120. Its key has the seed of 32 bytes of 7, so that no key stands in the
 * tree: `openssl ca -selfsign` signed it once.
 */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBNDCB56ADAgECAgEBMAUGAytlcDAeMRwwGgYDVQQDDBNyZWNlaXZlciB1bmRl
ciB0ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAeMRwwGgYD
VQQDDBNyZWNlaXZlciB1bmRlciB0ZXN0MCowBQYDK2VwAyEA6kpsY+KcUgq+9VB7
Ey7F+ZVHdq6+vnuSQh7qaRRG0iyjSDBGMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAP
BgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBRMXs5AI6A0HuKs/8xNFxVKhU8C5TAF
BgMrZXADQQBvKyaFEV4vJXvEZbCYls7H1wkWei65Oc1OR6vZFsshQVAisvlaKwhZ
dXBP/T5/wEXWzu0bzZ/rYDINv3KA11QD
-----END CERTIFICATE-----
`;
const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 7)]);
const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' });

export interface Receiver {
  readonly url: string;
  /** What arrived, over all connections. */
  readonly received: () => string;
  readonly connections: () => number;
  /** Connections that stand. */
  readonly open: () => number;
  /** Bytes that left for the sender. */
  readonly sent: () => number;
}

/** A server that treats each connection as `treat` says, until the test ends. `treat` is called again with every piece that arrives. */
export async function receiver(
  treat: (socket: Socket, piece: string) => void,
  server: Server = createServer(),
): Promise<Receiver> {
  const sockets = new Set<Socket>();
  let received = '';
  server.on(server.listenerCount('secureConnection') > 0 ? 'secureConnection' : 'connection', (socket: Socket) => {
    sockets.add(socket);
    // A sender that closes the connection is right to do so.
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      received += piece.toString();
      treat(socket, piece.toString());
    });
  });
  const url = await listen(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    url: `${url}/`,
    received: () => received,
    connections: () => sockets.size,
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    sent: () => [...sockets].reduce((bytes, socket) => bytes + socket.bytesWritten, 0),
  };
}

/** The same over TLS, under the name in the certificate. */
export async function tlsReceiver(treat: (socket: Socket, piece: string) => void): Promise<Receiver> {
  const server = createHttpsServer({ key, cert: certificate });
  // Sockets are treated here and not by an HTTP server.
  server.removeAllListeners('secureConnection').on('secureConnection', () => undefined);
  const at = await receiver(treat, server);
  return { ...at, url: at.url.replace('http://127.0.0.1', 'https://localhost') };
}

/** Writes the text once, as soon as something arrives. */
export function answers(text: string): (socket: Socket) => void {
  return (socket) => socket.end(text);
}

/** Writes the text and then the pieces, each as soon as the one before is on its way, for as long as the sender reads. */
export function writesOn(text: string, pieces: () => Buffer | string): (socket: Socket) => void {
  return (socket) => {
    const more = () => void (socket.destroyed || socket.write(pieces(), () => setImmediate(more)));
    socket.write(text, more);
  };
}
