import { Agent, request as sendRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBody } from '../http/body.ts';
import { listen, type Listening } from '../http/listen.ts';
import { proxiedBodyBytesMax } from '../limits.ts';

/** The answer of an engine, or of a fault in its place. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** One request of a function to an engine. */
export interface Call {
  readonly operation: string;
  readonly body: Buffer;
  /** Sends the request to the engine, with this body or the original one, and returns the engine's reply. */
  forward(body?: Buffer): Promise<Reply>;
}

/** Decides what the function receives. `cut` closes the connection without an answer. */
export type Intercept = (call: Call) => Promise<Reply | 'cut'>;

/** A proxy on the loopback interface in front of an engine. */
export async function startProxy(port: number, target: string, intercept: Intercept): Promise<Listening> {
  const agent = new Agent({ keepAlive: true });
  const listening = await listen(port, (request, response) => {
    pass(request, { target, agent, intercept }).then(
      (reply) => send(response, reply),
      () => response.destroy(),
    );
  });
  return {
    ...listening,
    close: async () => {
      await listening.close();
      agent.destroy();
    },
  };
}

interface Route {
  readonly target: string;
  readonly agent: Agent;
  readonly intercept: Intercept;
}

async function pass(request: IncomingMessage, { target, agent, intercept }: Route): Promise<Reply | 'cut'> {
  const body = await readBody(request, proxiedBodyBytesMax);
  if (body === undefined) return jsonReply(413, {});
  const operation =
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '';
  return await intercept({ operation, body, forward: (changed = body) => forward(request, { target, agent, body: changed }) });
}

function forward(
  original: IncomingMessage,
  { target, agent, body }: { target: string; agent: Agent; body: Buffer },
): Promise<Reply> {
  const { connection: _, 'transfer-encoding': __, ...headers } = original.headers;
  const options = { method: original.method, agent, headers: { ...headers, 'content-length': body.length } };
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest(`${target}${original.url ?? '/'}`, options, (reply) => {
      readAll(reply).then((read) => resolve({ status: reply.statusCode ?? 502, headers: reply.headers, body: read }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function send(response: ServerResponse, reply: Reply | 'cut'): void {
  if (reply === 'cut') {
    response.destroy();
    return;
  }
  const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...headers } = reply.headers;
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
  response.setHeader('content-length', reply.body.length);
  response.writeHead(reply.status).end(reply.body);
}

/** A reply in the JSON protocol of AWS. */
export function jsonReply(status: number, value: object): Reply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(value)) };
}
