/** A proxy in front of an engine. A test decides what happens to each request and to its answer. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** One request and its answer. */
export interface Exchange {
  readonly body: Buffer;
  /** Sends the request to the engine and returns its answer. */
  readonly forward: () => Promise<Response>;
  readonly response: ServerResponse;
}

/** What happens to a request. */
export type Step = (exchange: Exchange) => Promise<void>;

export interface Proxy {
  readonly url: string;
  /** Number of requests so far. */
  readonly requests: number;
  /** Sets what happens to the next requests, in order. Requests after them pass. */
  readonly next: (...steps: readonly Step[]) => void;
  readonly close: () => Promise<void>;
}

/** The request reaches the engine, and its answer comes back. */
export const pass: Step = async ({ forward, response }) => {
  const given = await forward();
  const headers = Object.fromEntries([...given.headers].filter(([name]) => name !== 'transfer-encoding'));
  response.writeHead(given.status, headers).end(Buffer.from(await given.arrayBuffer()));
};

/** The request takes effect and its answer is lost. `meanwhile` happens before the caller notices. */
export function loseAnswer(meanwhile: () => Promise<unknown> = async () => undefined): Step {
  return async ({ forward, response }) => {
    await forward();
    await meanwhile();
    response.destroy();
  };
}

/** The request is lost on its way to the engine. */
export const loseRequest: Step = async ({ response }) => {
  response.destroy();
};

/** The request takes effect and no answer ever comes. */
export const stall: Step = async ({ forward }) => {
  await forward();
};

/** The engine gets no request. This is the answer. */
export function answer(status: number, body: (request: unknown) => unknown): Step {
  return async ({ body: request, response }) => {
    const json = JSON.stringify(body(JSON.parse(request.toString())));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(json);
  };
}

/** The engine gets no request. The answer is an error of this name. */
export function refuse(status: number, name: string, more: object = {}): Step {
  return answer(status, () => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'as the test says', ...more }));
}

/** Starts a proxy in front of `target` on a free port of 127.0.0.1. */
export async function startProxy(target: string): Promise<Proxy> {
  const steps: Step[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const step = steps.shift() ?? pass;
    exchangeOf(target, request, response)
      .then(step)
      .catch(() => response.destroy());
  });
  const url = await listen(server);
  return {
    url,
    get requests() {
      return requests;
    },
    next: (...more) => {
      steps.push(...more);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function exchangeOf(target: string, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const body = await buffer(request);
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (!['host', 'connection', 'content-length'].includes(name)) headers.set(name, (values ?? []).join(', '));
  }
  // Compressed answers would have to be compressed again.
  headers.set('accept-encoding', 'identity');
  const forward = () => fetch(new URL(request.url ?? '/', target), { method: request.method ?? 'POST', headers, body });
  return { body, forward, response };
}
