/** The sender against URLs, name servers and receivers that are made to harm. Nothing leaves this machine. */
import { createHook } from 'node:async_hooks';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { publicOrLoopbackWay } from '../../shared/adapters/outside/loopback-way.ts';
import { resolveWith, type Address, type Resolve } from '../../shared/adapters/outside/resolve.ts';
import { publicWay, sendWith, type WayTo } from '../../shared/adapters/outside/send.ts';
import { outsideSecondsMax } from '../../shared/domain/outside/limits.ts';
import { unusedUrl } from '../engines/listen.ts';
import { nameServer } from './name-servers.ts';
import { answers, certificate, receiver, tlsReceiver, writesOn, type Receiver } from './receivers.ts';
import { hostileUrls, innerAddresses, publicAddresses } from './targets.ts';

/** Connections that this process began, whatever became of them: Node makes one such object for each. */
let connects = 0;
const hook = createHook({ init: (_id, type) => void (connects += type === 'TCPCONNECTWRAP' ? 1 : 0) }).enable();
afterAll(() => void hook.disable());

const connectsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = connects;
  await work();
  return connects - before;
};

const now = Date.UTC(2026, 0, 1);
const message = {
  headers: { 'content-type': 'application/json' },
  body: '{"type":"talk.matched"}',
  deadlineSeconds: outsideSecondsMax,
};
/** Seconds after which a receiver that never finishes is given up. */
const short = { ...message, deadlineSeconds: 0.3 };

const at = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 });
const resolvesTo =
  (...addresses: readonly string[]): Resolve =>
  () =>
    Promise.resolve(addresses.map(at));
const sendOver = (wayTo: WayTo, ca?: string) => sendWith({ wayTo, clock: () => now, ...(ca === undefined ? {} : { ca }) });
const toPublic = (resolve: Resolve) => sendOver(publicWay(resolve));
const toLoopback = sendOver(publicOrLoopbackWay(resolvesTo()), certificate);

const refused = { kind: 'refused-address' };
const unreachable = (why: string) => ({ kind: 'unreachable', why });
const answered = (status: number) => ({ kind: 'answered', status });

describe('a hostile target', () => {
  it('the count of connections works: a good receiver is connected to once, and gets exactly the message', async () => {
    const good = await receiver(answers('HTTP/1.1 204 No Content\r\n\r\n'));
    expect(await connectsOf(() => toLoopback({ ...message, url: good.url }))).toBe(1);
    const [head = '', body] = good.received().split('\r\n\r\n');
    expect(body).toBe(message.body);
    expect(head.split('\r\n').map((line) => line.toLowerCase())).toEqual([
      'post / http/1.1',
      'content-type: application/json',
      'content-length: 23',
      `host: ${new URL(good.url).host}`,
      'connection: close',
    ]);
  });

  it.each(hostileUrls)('[sec-sender-3] %s is not connected to, whatever its name server says', async (url) => {
    for (const send of [toPublic(resolvesTo('127.0.0.1')), toPublic(resolvesTo(...publicAddresses))]) {
      expect(await connectsOf(async () => expect(await send({ ...message, url })).toEqual(refused))).toBe(0);
    }
  });

  const url = 'https://hooks.partner.example/';

  it.each(innerAddresses)(
    '[sec-sender-4] a name at %s is not connected to, also if its other addresses are public',
    async (inner) => {
      for (const addresses of [[inner], [...publicAddresses, inner], [inner, ...publicAddresses]]) {
        const send = toPublic(resolvesTo(...addresses));
        expect(await connectsOf(async () => expect(await send({ ...message, url })).toEqual(refused))).toBe(0);
      }
    },
  );

  it('a service on this machine sends to this machine, and to no other inner address', async () => {
    for (const inner of innerAddresses) {
      const send = sendOver(publicOrLoopbackWay(resolvesTo(inner)));
      expect(await connectsOf(async () => expect(await send({ ...message, url })).toEqual(refused))).toBe(0);
    }
    const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);
    for (const [hostile] of hostileUrls.filter(([text]) => !loopback.has(URL.parse(text)?.hostname ?? ''))) {
      expect(await connectsOf(() => toLoopback({ ...message, url: hostile })), hostile).toBe(0);
    }
  });

  it('[sec-sender-5] a name that has another address at every look is asked once, and the connection is judged again', async () => {
    const inner = await receiver(answers('HTTP/1.1 200 OK\r\n\r\n'));
    let asked = 0;
    // Public while it is judged, and this machine when it is connected to.
    const rebinding: Resolve = () => {
      asked += 1;
      let looks = 0;
      const address = {
        family: 4 as const,
        get address() {
          return looks++ === 0 ? publicAddresses[0] : '127.0.0.1';
        },
      };
      return Promise.resolve([address]);
    };
    const wayTo: WayTo = (text) => {
      const way = publicWay(rebinding)(text);
      return way && { ...way, url: new URL(`http://hooks.partner.example:${new URL(inner.url).port}/`), request: httpRequest };
    };
    expect(await sendOver(wayTo)({ ...message, url })).toEqual(refused);
    expect(asked).toBe(1);
    expect(inner.received()).toBe('');
  });

  it.each([301, 302, 303, 307, 308])(
    '[sec-sender-6] a redirect (%i) to an inner address is an answer, and is not followed',
    async (status) => {
      const inner = await receiver(answers('HTTP/1.1 200 OK\r\n\r\n'));
      const outer = await receiver(answers(`HTTP/1.1 ${status} Go\r\nlocation: ${inner.url}\r\n\r\n`));
      expect(await toLoopback({ ...message, url: outer.url })).toEqual(answered(status));
      expect([outer.connections(), inner.connections()]).toEqual([1, 0]);
    },
  );
});

describe('a hostile name server', () => {
  it('[sec-sender-7] that does not answer delays no other attempt, and the attempt ends', async () => {
    const mute = await nameServer({ isMute: true });
    const names = await nameServer({ isMute: false });
    const good = await receiver(answers('HTTP/1.1 200 OK\r\n\r\n'));
    const toMute = toPublic(resolveWith([mute.address]));
    const ended: string[] = [];
    // More than the threads of libuv, which `dns.lookup` would take for as long as each name is asked for.
    const hanging = Array.from({ length: 16 }, async (_, index) => {
      const answer = await toMute({ ...message, url: `https://n${index}.partner.example/` });
      ended.push('mute');
      return answer;
    });
    const url = new URL(good.url.replace('127.0.0.1', 'good.partner.example'));
    const byName: WayTo = () => ({ url, request: httpRequest, resolve: resolveWith([names.address]), mayConnect: () => true });
    expect(await sendOver(byName)({ ...message, url: url.href })).toEqual(answered(200));
    ended.push('good');
    for (const answer of await Promise.all(hanging)) expect(answer).toEqual(unreachable('no-address'));
    expect(ended[0]).toBe('good');
    expect(mute.asked()).toBeGreaterThanOrEqual(16);
    expect(names.asked()).toBeGreaterThanOrEqual(2);
  });

  it('that does not answer in time is given up at the deadline', async () => {
    const mute = await nameServer({ isMute: true });
    expect(await toPublic(resolveWith([mute.address]))({ ...short, url: 'https://hooks.partner.example/' })).toEqual(
      unreachable('too-slow'),
    );
  });

  it('that says the name is this machine does not get a connection', async () => {
    const names = await nameServer({ isMute: false });
    const send = toPublic(resolveWith([names.address]));
    expect(
      await connectsOf(async () => expect(await send({ ...message, url: 'https://a.partner.example/' })).toEqual(refused)),
    ).toBe(0);
  });

  it('that has no address for the name', async () => {
    expect(await toPublic(resolvesTo())({ ...message, url: 'https://a.partner.example/' })).toEqual(unreachable('no-address'));
  });
});

const ok = 'HTTP/1.1 200 OK\r\n';
const megabyte = Buffer.alloc(1024 * 1024, 'a');
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));

describe('a receiver that', () => {
  it.each<[string, Parameters<typeof receiver>[0]]>([
    ['says nothing', () => undefined],
    ['sends its status line letter by letter', writesOn('', () => ' ')],
    ['never finishes its headers', writesOn(ok, () => 'a')],
    ['only announces an answer, for ever', writesOn('', () => 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['only says that it goes on', writesOn('', () => 'HTTP/1.1 100 Continue\r\n\r\n')],
  ])('%s is given up at the deadline, or as no HTTP', async (_, treat) => {
    const { url } = await receiver(treat);
    const answer = await toLoopback({ ...short, url });
    expect([unreachable('too-slow'), unreachable('no-http')]).toContainEqual(answer);
  });

  it('does not speak TLS is given up at the deadline', async () => {
    const { url } = await receiver(() => undefined);
    expect(await toLoopback({ ...short, url: url.replace('http:', 'https:') })).toEqual(unreachable('too-slow'));
  });

  it.each<[string, Parameters<typeof receiver>[0]]>([
    ['drips its body', writesOn(`${ok}content-length: 1000000\r\n\r\n`, () => 'a')],
    ['sends a body without an end', writesOn(`${ok}\r\n`, () => megabyte)],
    [
      'sends a compressed bomb',
      (socket) => {
        socket.write(`${ok}content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n\r\n`);
        socket.end(bomb);
      },
    ],
    ['promises more than it sends', answers(`${ok}content-length: 1000\r\n\r\nshort`)],
    ['sends more than it promises', answers(`${ok}content-length: 1\r\n\r\n${'a'.repeat(10_000)}`)],
    [
      'resets the connection after its headers',
      (socket) => socket.write(`${ok}content-length: 10\r\n\r\n`, () => socket.resetAndDestroy()),
    ],
    ['sends chunks that are none', answers(`${ok}transfer-encoding: chunked\r\n\r\nzzz`)],
  ])('%s has answered with its status line', async (_, treat) => {
    const { url } = await receiver(treat);
    expect(await toLoopback({ ...message, url })).toEqual(answered(200));
  });

  it('[sec-sender-8] sends a body without an end is closed, and sends only what the network holds', async () => {
    const endless = await receiver(writesOn(`${ok}\r\n`, () => megabyte));
    expect(await toLoopback({ ...message, url: endless.url })).toEqual(answered(200));
    await vi.waitFor(() => expect(endless.open()).toBe(0), { timeout: 60_000 });
    // The buffers of the two ends of the connection. A body that is read until the deadline would be gigabytes.
    expect(endless.sent()).toBeLessThan(64 * megabyte.length);
  });

  it.each<[string, string]>([
    ['says two lengths', `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    ['says a length and chunks', `${ok}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['sends binary', '\u0000\u0001\u0002\u0003\r\n\r\n'],
    ['sends 100 KB of headers', `${ok}${'a'.repeat(100 * 1024)}: b\r\n\r\n`],
    ['sends ten thousand headers', `${ok}${'a: b\r\n'.repeat(10_000)}\r\n`],
    ['says a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['changes to another protocol', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'],
  ])('%s is no HTTP', async (_, text) => {
    const { url } = await receiver(answers(text));
    expect(await toLoopback({ ...message, url })).toEqual(unreachable('no-http'));
  });

  it.each<[string, Parameters<typeof receiver>[0]]>([
    ['closes the connection', (socket) => socket.end()],
    ['resets the connection', (socket) => socket.resetAndDestroy()],
  ])('%s gives no answer', async (_, treat) => {
    const { url } = await receiver(treat);
    expect(await toLoopback({ ...message, url })).toEqual(unreachable('no-connection'));
  });

  it('does not listen gives no answer', async () => {
    expect(await toLoopback({ ...message, url: await unusedUrl() })).toEqual(unreachable('no-connection'));
  });

  it.each([200, 204, 400, 401, 404, 410, 429, 500, 503, 599])('answers %i has answered', async (status) => {
    const { url } = await receiver(answers(`HTTP/1.1 ${status} Text\r\ncontent-length: 0\r\n\r\n`));
    expect(await toLoopback({ ...message, url })).toEqual(answered(status));
  });

  it.each([
    ['120', 120],
    ['Thu, 01 Jan 2026 00:02:00 GMT', 120],
    ['soon', undefined],
    ['-1', undefined],
    ['99999999999', 86_400],
  ])('asks to wait, Retry-After: %s', async (header, seconds) => {
    const { url } = await receiver(answers(`HTTP/1.1 503 Busy\r\nretry-after: ${header}\r\n\r\n`));
    const wait = seconds === undefined ? {} : { retryAfterSeconds: seconds };
    expect(await toLoopback({ ...message, url })).toEqual({ ...answered(503), ...wait });
  });
});

describe('a receiver over TLS', () => {
  const created = answers('HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n');

  it('with a good certificate gets the message', async () => {
    const good = await tlsReceiver(created);
    expect(await toLoopback({ ...message, url: good.url })).toEqual(answered(201));
    expect(good.received()).toContain(message.body);
  });

  it.each<[string, (at: Receiver) => readonly [send: ReturnType<typeof sendOver>, url: string]]>([
    ['of an unknown authority', ({ url }) => [sendOver(publicOrLoopbackWay(resolvesTo())), url]],
    ['for another name', ({ url }) => [toLoopback, url.replace('localhost', '127.0.0.1')]],
  ])('with a certificate %s gets nothing', async (_, of) => {
    const bad = await tlsReceiver(created);
    const [send, url] = of(bad);
    expect(await send({ ...message, url })).toEqual(unreachable('no-tls'));
    expect(bad.received()).toBe('');
  });

  it('that speaks plain HTTP gets nothing', async () => {
    const plain = await receiver(created);
    expect(await toLoopback({ ...message, url: plain.url.replace('http:', 'https:') })).toEqual(unreachable('no-tls'));
    expect(plain.received()).not.toContain(message.body);
  });
});

it('receivers that hang do not delay one that answers', async () => {
  const hanging = await receiver(() => undefined);
  const good = await receiver(answers('HTTP/1.1 200 OK\r\n\r\n'));
  let given = 0;
  // They end with the test, which closes their connections.
  for (let each = 0; each < 50; each += 1) void toLoopback({ ...message, url: hanging.url }).then(() => (given += 1));
  await vi.waitFor(() => expect(hanging.connections()).toBe(50));
  expect(await toLoopback({ ...message, url: good.url })).toEqual(answered(200));
  expect(given).toBe(0);
});
