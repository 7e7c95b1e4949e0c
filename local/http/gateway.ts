import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionHost } from '../functions/host.ts';
import { integrationMsMax, requestBodyBytesMax, requestHeaderBytesMax, responseBytesMax } from '../limits.ts';
import type { ApiSpec } from '../plan/api.ts';
import { gatewayAnswer, internalServerError, toAnswer, type Answer } from './answer.ts';
import { readBody } from './body.ts';
import { corsHeaders, preflight } from './cors.ts';
import { toEvent } from './event.ts';
import { makeRouter } from './router.ts';
import { outcomeWithin } from './within.ts';

const serviceUnavailable = gatewayAnswer(503, 'Service Unavailable');

/** Answers one request. Never rejects. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The HTTP API of the template: sends every request to the function of its route, with the limits of API Gateway. */
export function makeGateway(api: ApiSpec, hosts: ReadonlyMap<string, FunctionHost>): Gateway {
  const route = makeRouter(api.routes);
  return async (request, response) => {
    const requestId = randomUUID();
    const answer = await answerTo(request, requestId).catch(() => internalServerError);
    const cors = api.cors === undefined ? {} : corsHeaders(request, api.cors);
    const headers = { ...answer.headers, ...cors, 'apigw-requestid': requestId };
    send(response, { ...answer, headers }, request.method === 'HEAD');
  };

  async function answerTo(request: IncomingMessage, requestId: string): Promise<Answer> {
    if (headerBytes(request) > requestHeaderBytesMax) return gatewayAnswer(431, 'Request Header Fields Too Large');
    const body = await readBody(request, requestBodyBytesMax);
    if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
    const asked = api.cors === undefined ? undefined : preflight(request, api.cors);
    if (asked !== undefined) return asked;
    const match = route(request.method ?? '', pathOf(request));
    const host = match === undefined ? undefined : hosts.get(match.route.functionName);
    if (match === undefined || host === undefined) return gatewayAnswer(404, 'Not Found');
    const event = toEvent({ request, requestId, apiId: api.id, body, match, nowMs: Date.now() });
    return await invoke(host, event);
  }
}

/**
 * A function has 30 s to answer, whatever its own time-out is. A late answer is "unavailable", and so is an answer when too many
 * executions run at once.
 */
async function invoke(host: FunctionHost, event: object): Promise<Answer> {
  const outcome = await outcomeWithin(host, event, integrationMsMax);
  if (outcome === 'late' || outcome.kind === 'throttled') return serviceUnavailable;
  if (outcome.kind === 'failed') return outcome.timedOut ? serviceUnavailable : internalServerError;
  return outcome.payload.length > responseBytesMax ? internalServerError : toAnswer(outcome.payload);
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const cut = url.indexOf('?');
  return cut === -1 ? url : url.slice(0, cut);
}

function headerBytes(request: IncomingMessage): number {
  const line = (request.method ?? '').length + (request.url ?? '').length;
  return request.rawHeaders.reduce((bytes, text) => bytes + Buffer.byteLength(text), line);
}

function send(response: ServerResponse, { status, headers, body }: Answer, isHead: boolean): void {
  // The caller may have closed the connection. Then there is nothing to send.
  if (response.destroyed) return;
  const isBodiless = status === 204 || status === 304 || status < 200;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (isBodiless) response.removeHeader('content-type');
  // To HEAD a function answers without the body whose length a GET would have.
  else if (!isHead) response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(status).end(isBodiless ? undefined : body);
}
