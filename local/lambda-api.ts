import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionHost } from './functions/host.ts';
import { readBody } from './http/body.ts';
import { invocationBytesMax } from './limits.ts';

/** A name, or the ARN that ends with it. */
const route = /^\/2015-03-31\/functions\/(?:[^/]*(?:%3A|:)function(?:%3A|:))?([\w-]+)\/invocations$/iu;

/** Calls of one function by another that waits for its answer: the operation Invoke of Lambda, over its REST protocol. */
export function makeLambdaApi(hosts: ReadonlyMap<string, Pick<FunctionHost, 'invoke'>>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const reply = (status: number, payload: string, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(payload);
    };
    const refuse = (status: number, type: string, message: string): void =>
      reply(status, JSON.stringify({ Type: 'User', message }), { 'x-amzn-errortype': type });
    const [, name = ''] = route.exec(request.url ?? '') ?? [];
    const body = await readBody(request, invocationBytesMax);
    const host = hosts.get(name);
    if (request.method !== 'POST' || host === undefined) return refuse(404, 'ResourceNotFoundException', 'Function not found');
    if ((request.headers['x-amz-invocation-type'] ?? 'RequestResponse') !== 'RequestResponse')
      return refuse(400, 'InvalidParameterValueException', 'The local runner supports only calls that wait for the answer');
    if (body === undefined) return refuse(413, 'RequestTooLargeException', 'The payload is larger than 6 MB');
    const event = parseJson(body);
    if (event === undefined) return refuse(400, 'InvalidRequestContentException', 'The payload is not JSON');
    const outcome = await host.invoke(event.value);
    if (outcome.kind === 'throttled') return refuse(429, 'TooManyRequestsException', 'Rate Exceeded.');
    if (outcome.kind === 'answered') return reply(200, outcome.payload);
    const { errorType, errorMessage } = outcome;
    reply(200, JSON.stringify({ errorType, errorMessage }), { 'x-amz-function-error': 'Unhandled' });
  };
}

function parseJson(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString()) };
  } catch {
    return undefined;
  }
}
