import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as z from 'zod';
import type { Runner } from '../../local/runner.ts';
import { Toy, until } from './toy.ts';

let toy: Toy;
let runner: Runner;
beforeAll(async () => {
  toy = await Toy.make();
  runner = await toy.start({ faults: { seed: 1 }, socketLimits: { newPerSecond: 50 } });
}, 30_000);
afterAll(async () => {
  await runner.stop();
  await toy.remove();
});

/** A client of the toy app, with what it got so far. */
class Client {
  readonly messages: string[] = [];
  readonly socket: WebSocket;
  private readonly closing: Promise<number>;

  constructor(query = '', options: ConstructorParameters<typeof WebSocket>[2] = {}) {
    this.socket = new WebSocket(`${runner.websocketUrl}${query}`, options);
    this.socket.on('message', (data: Buffer) => this.messages.push(data.toString()));
    this.socket.on('error', () => undefined);
    this.closing = new Promise((resolve) => this.socket.once('close', resolve));
  }

  static async open(query?: string): Promise<Client> {
    const client = new Client(query);
    await new Promise((resolve, reject) => client.socket.once('open', resolve).once('error', reject));
    return client;
  }

  /** The answer to a message. */
  async asks(text: string | Buffer): Promise<string> {
    const before = this.messages.length;
    this.socket.send(text);
    await until(
      async () => this.messages.length,
      (length) => length > before,
    );
    return this.messages.at(-1) ?? '';
  }

  /** The code with which the connection was closed. */
  closed(): Promise<number> {
    return this.closing;
  }
}

const counts = z.object({ open: z.int(), opened: z.int(), messages: z.int(), pushes: z.int(), gone: z.int() });
const counted = async (method = 'GET') => counts.parse(await (await fetch(`${runner.control}/sockets`, { method })).json());
const plan = (sockets: object) =>
  fetch(`${runner.control}/faults`, { method: 'PUT', body: JSON.stringify({ seed: 1, sockets }) });

/** The status with which a connection was refused. */
async function statusOf(query: string, options: ConstructorParameters<typeof WebSocket>[2] = {}): Promise<number | undefined> {
  const { socket } = new Client(query, options);
  return await new Promise((resolve) => socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)));
}

const aMessage = z.looseObject({
  event: z.looseObject({ body: z.string(), requestContext: z.looseObject({ connectionId: z.string() }) }),
  SOCKETS_URL: z.string(),
  PUSH_URL: z.string(),
});
const idOf = async (client: Client) => aMessage.parse(JSON.parse(await client.asks('who'))).event.requestContext.connectionId;

describe('a connection', () => {
  it('is accepted by the function, which gets the headers and the query of the handshake', async () => {
    const client = await Client.open('?ticket=a%20b&ticket=c');
    const seen = await toy.sees('socket', (all) => JSON.stringify(all).includes('a b,c'));
    expect(seen.at(-1)).toMatchObject({
      event: {
        headers: { upgrade: 'websocket', host: new URL(runner.websocketUrl ?? '').host },
        queryStringParameters: { ticket: 'a b,c' },
        requestContext: {
          routeKey: '$connect',
          eventType: 'CONNECT',
          connectionId: expect.stringMatching(/^[A-Za-z0-9+/]{15}=$/),
          stage: 'toys',
          identity: { sourceIp: '127.0.0.1' },
        },
      },
    });
    client.socket.close();
  });

  it('that the function refuses sees its status', async () => {
    expect(await statusOf('?status=401')).toBe(401);
    expect(await statusOf('?status=403')).toBe(403);
  });

  it('to another stage is refused, and so is a request that is no address', async () => {
    expect(await statusOf('/else')).toBe(403);
    const { port } = new URL(runner.websocketUrl ?? '');
    const raw = connect(Number(port), '127.0.0.1');
    raw.write('GET // HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    expect(await text(raw)).toMatch(/^HTTP\/1.1 403 /);
  });

  it('[bug-push-too-early] is not open during its handshake: a push to it finds nothing', async () => {
    const before = await counted();
    const client = await Client.open('?early=1');
    await toy.sees('socket', (all) => JSON.stringify(all).includes('"early":"410 GoneException"'));
    expect((await counted()).gone).toBeGreaterThan(before.gone);
    expect(await client.asks('push me now it is')).toBeTruthy();
    expect(client.messages).toContain('now it is');
    client.socket.close();
  });

  it('ends with all others at a deployment', async () => {
    const clients = await Promise.all([Client.open(), Client.open()]);
    await counted('DELETE');
    expect(await Promise.all(clients.map((client) => client.closed()))).toEqual([1001, 1001]);
    expect(await counted()).toMatchObject({ open: 0 });
  });
});

describe('a message', () => {
  it('reaches the function, whose answer comes back; bytes arrive as base64', async () => {
    const client = await Client.open();
    const { event, SOCKETS_URL, PUSH_URL } = aMessage.parse(JSON.parse(await client.asks('hello ä')));
    expect(event).toMatchObject({
      body: 'hello ä',
      isBase64Encoded: false,
      requestContext: { routeKey: '$default', eventType: 'MESSAGE', messageId: expect.any(String) },
    });
    expect(event).not.toHaveProperty('headers');
    expect([SOCKETS_URL, PUSH_URL]).toEqual([runner.websocketUrl, runner.websocketUrl?.replace('ws', 'http')]);
    const { event: bytes } = aMessage.parse(JSON.parse(await client.asks(Buffer.from([0, 255, 128]))));
    expect(bytes).toMatchObject({ body: 'AP+A', isBase64Encoded: true });
    client.socket.close();
  });

  it('without an answer of the function gets none; a function that fails or is late is told as that', async () => {
    const client = await Client.open();
    client.socket.send('silent');
    const own = { message: 'Internal server error', connectionId: expect.any(String), requestId: expect.any(String) };
    expect(JSON.parse(await client.asks('throw'))).toEqual(own);
    expect(JSON.parse(await client.asks('slow'))).toEqual(own);
    expect(client.messages).toHaveLength(2);
    client.socket.close();
  });

  it('above 32 KB closes the connection', async () => {
    const client = await Client.open();
    expect(await client.asks('x'.repeat(32 * 1024))).toContain('xxx');
    client.socket.send('x'.repeat(32 * 1024 + 1));
    expect(await client.closed()).toBe(1009);
  });
});

describe('a push', () => {
  it('reaches another client, and finds one that has left no more', async () => {
    const [from, to] = await Promise.all([Client.open(), Client.open()]);
    const id = await idOf(to);
    expect(await from.asks(`push ${id} from afar`)).toBe('200');
    await until(
      async () => to.messages,
      (messages) => messages.includes('from afar'),
    );
    to.socket.close();
    await to.closed();
    expect(await from.asks(`push ${id} too late`)).toBe('410 GoneException');
    from.socket.close();
  });

  it('is refused for an id that no connection has, above 128 KB, and at any other address', async () => {
    const client = await Client.open();
    expect(await client.asks('push nonsense x')).toBe('400 BadRequestException');
    expect(await client.asks(`fill ${128 * 1024 + 1}`)).toBe('413 PayloadTooLargeException');
    client.socket.close();
    const url = (runner.websocketUrl ?? '').replace('ws', 'http');
    for (const [method, path] of [
      ['DELETE', '/@connections/AAAAAAAAAAAAAAA='],
      ['GET', '/@connections/AAAAAAAAAAAAAAA='],
      ['POST', '/other'],
    ] as const)
      expect((await fetch(`${url}${path}`, { method })).status).toBe(403);
  });

  it('to a client that never reads is bounded: its connection is closed', async () => {
    const deaf = await Client.open();
    const url = `${(runner.websocketUrl ?? '').replace('ws', 'http')}/@connections/${encodeURIComponent(await idOf(deaf))}`;
    deaf.socket.pause();
    const text = 'x'.repeat(100_000);
    const tries = 500;
    let sent = 0;
    while (sent < tries && (await fetch(url, { method: 'POST', body: text })).status === 200) sent += 1;
    // What the sockets of the machine hold is some megabytes, and what the gateway holds is one.
    expect(sent).toBeLessThan(tries);
    deaf.socket.terminate();
  });
});

describe('faults on sockets', () => {
  it('lose, double and delay pushes, refuse them, and cut connections', async () => {
    const client = await Client.open();
    /** The status of a push of this client to itself. */
    const pushes = async (what: string) => {
      const statuses = () => client.messages.filter((message) => /^\d{3}/.test(message));
      const before = statuses().length;
      client.socket.send(`push me ${what}`);
      return (
        await until(
          async () => statuses(),
          ({ length }) => length > before,
        )
      ).at(-1);
    };
    await plan({ drop: 1 });
    expect(await pushes('lost')).toBe('200');
    await plan({ double: 1 });
    expect(await pushes('twice')).toBe('200');
    await until(
      async () => client.messages.filter((text) => text === 'twice'),
      ({ length }) => length === 2,
    );
    await plan({ late: { rate: 1, ms: 200 } });
    expect(await pushes('late')).toBe('200');
    expect(client.messages).not.toContain('late');
    await until(
      async () => client.messages,
      (messages) => messages.includes('late'),
    );
    await plan({ pushFailure: 1 });
    expect(await pushes('refused')).toBe('500 InternalServerErrorException');
    expect(client.messages.filter((text) => ['lost', 'refused'].includes(text))).toEqual([]);
    await plan({ cut: { rate: 1, operations: ['Message'] } });
    client.socket.send('silent');
    expect(await client.closed()).toBe(1006);
    await plan({});
    const { occurred } = z
      .object({ occurred: z.object({ sockets: z.record(z.string(), z.int()) }) })
      .parse(await (await fetch(`${runner.control}/faults`)).json());
    expect(occurred.sockets).toEqual({ pushFailure: 1, cut: 1, drop: 1, late: 1, double: 1 });
  });
});

it('new connections are refused above the number of one second', async () => {
  const statuses = new Set<number | undefined>();
  await until(
    async () => {
      for (const status of await Promise.all(Array.from({ length: 60 }, () => statusOf('?status=401')))) statuses.add(status);
      return [...statuses];
    },
    (all) => all.includes(429),
  );
  expect(statuses).toEqual(new Set([401, 429]));
});

/** All bytes that arrive until the end, as text. */
async function text(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}
