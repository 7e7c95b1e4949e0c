import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData } from 'ws';
import * as z from 'zod';
import type { FaultChoice } from '../faults/fault-choice.ts';
import type { FunctionHost } from '../functions/host.ts';
import type { Outcome } from '../functions/sandbox.ts';
import { outcomeWithin } from '../http/within.ts';
import { messageBytesMax } from '../limits.ts';
import type { SocketRouteSpec, SocketsSpec } from '../plan/sockets.ts';
import type { Connections } from './connections.ts';
import { connectEvent, freshConnectionId, messageEvent, type Handshake } from './event.ts';

interface SocketGatewayOptions {
  readonly spec: SocketsSpec;
  readonly hosts: ReadonlyMap<string, Pick<FunctionHost, 'invoke'>>;
  readonly connections: Connections;
  /** New connections a second. */
  readonly newPerSecond: number;
  /** Decides which message of a client cuts its connection. Undefined: none. */
  readonly faults: FaultChoice | undefined;
}

/** Takes a request to change the protocol. Never throws or rejects. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

const answer = z.object({ statusCode: z.coerce.number().int().min(100).max(599), body: z.string().nullish() });

/**
 * The WebSocket API of the template: the function of `$connect` accepts or refuses each connection, and the function of `$default` gets each
 * message. A refusal shows its status and no body. No client gets a subprotocol.
 */
export function makeSocketGateway({ spec, hosts, connections, newPerSecond, faults }: SocketGatewayOptions): Upgrade {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: () => false,
  });
  const isTooMany = rateLimit(newPerSecond);

  return async (request, socket, head) => {
    // Without a listener the error of a broken connection would end the runner.
    socket.on('error', () => socket.destroy());
    await open(request, socket, head).catch(() => socket.destroy());
  };

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = URL.parse(request.url ?? '/', 'http://gateway');
    if (url?.pathname.replace(/\/$/, '') !== `/${spec.stage}`) return refuse(socket, 403);
    if (isTooMany(Date.now())) return refuse(socket, 429);
    const handshake = { spec, request, connectionId: freshConnectionId(), connectedAtMs: Date.now() };
    const status = connectStatus(await invoke(spec.connect, connectEvent(handshake, url.search.slice(1))));
    if (status < 200 || status > 299) return refuse(socket, status);
    server.handleUpgrade(request, socket, head, (client) => {
      connections.add(handshake.connectionId, client);
      client.on('message', (data, isBinary) => void receive(handshake, bytesOf(data), isBinary));
    });
  }

  async function receive(handshake: Handshake, data: Buffer, isBinary: boolean): Promise<void> {
    const { connectionId } = handshake;
    connections.received(connectionId);
    const number = faults?.number('sockets', 'Message') ?? 0;
    if (faults?.occurs('sockets', 'cut', { operation: 'Message', number, wish: faults.plan.sockets.cut }) === true)
      return connections.cut(connectionId);
    const event = messageEvent(handshake, data, isBinary);
    const text = answerTo(await invoke(spec.message, event), handshake);
    if (spec.message.answers && text !== undefined) connections.answer(connectionId, text);
  }

  async function invoke({ functionName, timeoutMs }: SocketRouteSpec, event: object): Promise<Outcome | 'late'> {
    const host = hosts.get(functionName);
    return host === undefined ? 'late' : await outcomeWithin(host, event, timeoutMs);
  }
}

function connectStatus(outcome: Outcome | 'late'): number {
  if (outcome === 'late' || outcome.kind === 'failed') return 502;
  if (outcome.kind === 'throttled') return 429;
  const parsed = answer.safeParse(JSON.parse(outcome.payload));
  return parsed.success ? parsed.data.statusCode : 502;
}

/** The message for the client: the body of the function's answer, or the gateway's own words when there is no answer. */
function answerTo(outcome: Outcome | 'late', { connectionId }: Handshake): string | undefined {
  const own = (message: string): string => JSON.stringify({ message, connectionId, requestId: connectionId });
  if (outcome === 'late' || outcome.kind === 'failed') return own('Internal server error');
  if (outcome.kind === 'throttled') return own('Too Many Requests');
  const parsed = answer.safeParse(JSON.parse(outcome.payload));
  return parsed.success ? (parsed.data.body ?? undefined) : own('Internal server error');
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function bytesOf(data: RawData): Buffer {
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
}

/** Counts calls by second of the clock. True when there are more than `perSecond`. */
function rateLimit(perSecond: number): (nowMs: number) => boolean {
  let second = 0;
  let count = 0;
  return (nowMs) => {
    const now = Math.floor(nowMs / 1000);
    if (now !== second) [second, count] = [now, 0];
    count += 1;
    return count > perSecond;
  };
}
