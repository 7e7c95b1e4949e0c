/** The real client of API Gateway against the WebSocket API of the local runner, and against one that fails. */
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { listen as listenLocally } from '../../local/http/listen.ts';
import { newSocketsPerSecond, socketIdleMs, socketLifeMs } from '../../local/limits.ts';
import { Sockets as LocalSockets } from '../../local/sockets/sockets.ts';
import { tellMsMax } from '../../shared/adapters/limits.ts';
import { memoryLog } from '../../shared/adapters/memory/log.ts';
import { apiGatewaySockets } from '../../shared/adapters/sockets/sockets.ts';
import { socketsClient } from '../../shared/adapters/sockets/client.ts';
import { listen } from '../engines/listen.ts';
import { socketsContract, type OpenSocket } from './sockets.contract.ts';

const local = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const anEvent = z.object({
  requestContext: z.object({ connectionId: z.string() }),
  queryStringParameters: z.object({ number: z.string() }),
});
const route = { functionName: 'live', timeoutMs: 5_000, answers: true };

/** The gateway of the runner. `connecting` is called with the id of a connection before its handshake is over. */
async function aGateway(connecting: (connection: string) => Promise<void> = async () => undefined) {
  /** The ids of connections, by the number that their client sent. */
  const ids = new Map<string, string>();
  let opened = 0;
  const invoke = async (event: unknown) => {
    const { requestContext, queryStringParameters: query } = anEvent.parse(event);
    const { connectionId } = requestContext;
    ids.set(query.number, connectionId);
    await connecting(connectionId);
    return { kind: 'answered' as const, payload: '{"statusCode":200}' };
  };
  const sockets = new LocalSockets({
    spec: { id: 'api', stage: 'live', connect: route, message: route },
    hosts: new Map([['live', { invoke }]]),
    faults: undefined,
    limits: { idleMs: socketIdleMs, lifeMs: socketLifeMs, newPerSecond: newSocketsPerSecond },
  });
  const server = await listenLocally(0, (request, response) => void sockets.manage(request, response));
  server.upgrade((...request) => void sockets.upgrade(...request));
  const endpoint = `${server.url}/live`;
  const log = memoryLog();
  return {
    log,
    sockets: apiGatewaySockets(socketsClient(endpoint, local), log),
    open: async (): Promise<OpenSocket> => {
      const frames: string[] = [];
      const number = String((opened += 1));
      const socket = new WebSocket(`${sockets.urlAt(server.url)}?number=${number}`);
      socket.on('message', (data: Buffer) => frames.push(data.toString()));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return {
        connection: ids.get(number) ?? '',
        frames: () => frames,
        leave: async () => {
          const closed = new Promise((resolve) => socket.once('close', resolve));
          socket.close();
          await closed;
        },
      };
    },
    close: async () => {
      await sockets.connections.closeAll();
      await server.close();
    },
  };
}

let close: () => Promise<void> | void = () => undefined;
afterEach(() => close());

/** A service that answers every push in the same way. */
async function answering(handle: RequestListener) {
  const server = createServer(handle);
  const endpoint = await listen(server);
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const log = memoryLog();
  return { log, sockets: apiGatewaySockets(socketsClient(`${endpoint}/live`, local), log) };
}

const connection = 'AAAAAAAAAAAAAAA=';

socketsContract('API Gateway, as the local runner serves it', () => aGateway());

describe('a push', () => {
  it('[bug-push-gone] before the handshake is over finds nothing, and the same connection is told afterwards', async () => {
    const early: string[] = [];
    const gateway = await aGateway(async (id) => void early.push(await gateway.sockets.tell(id, 'too early')));
    close = gateway.close;
    const socket = await gateway.open();
    expect(early).toEqual(['gone']);
    expect(await gateway.sockets.tell(socket.connection, 'now')).toBe('told');
  });

  it('to an id that no connection can have finds nothing', async () => {
    const gateway = await aGateway();
    close = gateway.close;
    expect(await gateway.sockets.tell('nonsense', 'x')).toBe('gone');
    expect(gateway.log.entries).toEqual([]);
  });

  it('of more than 128 KB is a bug: it fails, and the log says so without the frame', async () => {
    const gateway = await aGateway();
    close = gateway.close;
    const { connection: id } = await gateway.open();
    expect(await gateway.sockets.tell(id, 'x'.repeat(128 * 1024 + 1))).toBe('failed');
    expect(gateway.log.entries).toEqual([{ code: 'push-refused', fields: { error: 'PayloadTooLargeException' } }]);
  });

  it('that the service cannot take fails after another attempt', async () => {
    let attempts = 0;
    const { sockets, log } = await answering((_, response) => {
      attempts += 1;
      response.writeHead(500, { 'x-amzn-errortype': 'InternalServerErrorException' }).end('{}');
    });
    expect(await sockets.tell(connection, 'x')).toBe('failed');
    expect([attempts, log.entries]).toEqual([2, []]);
  });

  it('that is never answered fails within its time', async () => {
    const { sockets } = await answering(() => undefined);
    const began = performance.now();
    expect(await sockets.tell(connection, 'x')).toBe('failed');
    // A busy machine may be late, and no attempt may wait as long as the requests of other clients.
    expect(performance.now() - began).toBeLessThan(10 * tellMsMax);
  });

  it('that cannot connect fails', async () => {
    const log = memoryLog();
    expect(await apiGatewaySockets(socketsClient('http://127.0.0.1:1/live', local), log).tell(connection, 'x')).toBe('failed');
    expect(log.entries).toEqual([]);
  });
});
