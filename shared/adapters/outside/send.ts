/**
 * One attempt to deliver a message to an address that a person outside of the service chose. Nothing of such an address is trusted: not its
 * URL, not what its name servers say, not what answers there.
 */
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { publicUrl } from '../../domain/outside/endpoint-url.ts';
import { retryAfterSeconds } from '../../domain/outside/retry-after.ts';
import type { OutsideAnswer, UnreachableReason } from '../../domain/outside/answer.ts';
import type { OutsidePost } from '../../ports.ts';
import { answerHeaderBytesMax } from '../limits.ts';
import { isPublicAddress } from './address.ts';
import type { Resolve } from './resolve.ts';

/** How a URL is reached. */
export interface Way {
  readonly url: URL;
  /** Of node:https. A receiver on this machine may also be reached by that of node:http. */
  readonly request: typeof httpsRequest;
  readonly resolve: Resolve;
  /** Whether a connection to the address may be made. */
  readonly mayConnect: (address: string) => boolean;
}

/** The way to a URL, or undefined if nothing is sent to it. */
export type WayTo = (url: string) => Way | undefined;

/** The only way of a deployed service: over https to port 443 of a public address. */
export function publicWay(resolve: Resolve): WayTo {
  return (text) => {
    const judged = publicUrl(text);
    return judged.ok ? { url: judged.value, request: httpsRequest, resolve, mayConnect: isPublicAddress } : undefined;
  };
}

export interface SendOptions {
  readonly wayTo: WayTo;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The authorities that certify receivers. Absent: those of Node. */
  readonly ca?: string;
}

/** The name has no address, or one that nothing is sent to. */
class NotResolved extends Error {
  readonly answer: OutsideAnswer;
  constructor(answer: OutsideAnswer) {
    super(answer.kind);
    this.answer = answer;
  }
}

const refused: OutsideAnswer = { kind: 'refused-address' };
const unreachable = (why: UnreachableReason): OutsideAnswer => ({ kind: 'unreachable', why });

/**
 * Sends one message. Never rejects, and resolves within its deadline and a moment. A redirect is an answer like any other: it is not
 * followed. The connection is closed as soon as the headers of the answer are there, so that a body costs nothing, whatever its size.
 */
export function sendWith({ wayTo, ...options }: SendOptions): (message: OutsidePost) => Promise<OutsideAnswer> {
  return async (message) => {
    const way = wayTo(message.url);
    return way === undefined ? refused : await attempt(way, message, options);
  };
}

function attempt(way: Way, { headers, body, deadlineSeconds }: OutsidePost, { clock, ca }: Omit<SendOptions, 'wayTo'>) {
  const { promise, resolve } = Promise.withResolvers<OutsideAnswer>();
  const signal = AbortSignal.timeout(deadlineSeconds * 1000);
  const request = way.request(way.url, {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // A connection of its own: none that another attempt has opened.
    agent: false,
    lookup: lookupWith(way, signal),
    maxHeaderSize: answerHeaderBytesMax,
    rejectUnauthorized: true,
    signal,
    ...(ca === undefined ? {} : { ca }),
  });
  let phase: 'connecting' | 'securing' | 'asking' = 'connecting';
  request.on('socket', (socket) => {
    socket.on('connect', () => {
      phase = way.url.protocol === 'https:' ? 'securing' : 'asking';
      if (!isAllowed(way, socket)) request.destroy(new NotResolved(refused));
    });
    socket.on('secureConnect', () => (phase = 'asking'));
  });
  request.on('response', (answer) => {
    answer.destroy();
    resolve(answered(answer, clock()));
  });
  request.on('error', (error) => resolve(reasonOf(error, { phase, isLate: signal.aborted })));
  // After an answer without a response, such as a change to another protocol, nothing but this comes.
  request.on('close', () => resolve(unreachable('no-http')));
  request.end(body);
  return promise;
}

/** The address is judged again when the connection stands, in case it is another one than the name had. */
function isAllowed({ mayConnect }: Way, { remoteAddress }: Socket): boolean {
  return remoteAddress !== undefined && mayConnect(remoteAddress);
}

/** One bad address among several refuses the name: which of them is connected to is not for the owner of the name to play with. */
function lookupWith({ resolve, mayConnect }: Way, signal: AbortSignal): LookupFunction {
  return (name, { all }, callback) => {
    void resolve(name, signal).then((found) => {
      const [first] = found;
      if (first === undefined) callback(new NotResolved(unreachable('no-address')), []);
      else if (!found.every(({ address }) => mayConnect(address))) callback(new NotResolved(refused), []);
      else if (all === true) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };
}

function answered({ statusCode = 0, headers }: IncomingMessage, now: number): OutsideAnswer {
  if (statusCode < 100) return unreachable('no-http');
  const wait = retryAfterSeconds(headers['retry-after'], now);
  return { kind: 'answered', status: statusCode, ...(wait === undefined ? {} : { retryAfterSeconds: wait }) };
}

function reasonOf(error: Error, at: { readonly phase: string; readonly isLate: boolean }): OutsideAnswer {
  if (error instanceof NotResolved) return error.answer;
  if (at.isLate) return unreachable('too-slow');
  if (at.phase === 'securing') return unreachable('no-tls');
  const isParserError = 'code' in error && String(error.code).startsWith('HPE_');
  return unreachable(isParserError ? 'no-http' : 'no-connection');
}
