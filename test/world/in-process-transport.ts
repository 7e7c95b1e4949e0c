/** HTTP requests as API Gateway hands them to a function, and its answers as HTTP responses: without a network. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { HttpRequest, HttpResponse } from '../../client/transport.ts';
import { toEvent } from '../../local/http/event.ts';
import { makeRouter } from '../../local/http/router.ts';
import { contract, routeIds, type RouteId } from '../../shared/contract/contract.ts';

/** Where a request goes: the route, and the event for the function that serves it. */
export interface Routed {
  readonly route: RouteId;
  readonly event: APIGatewayProxyEventV2;
}

const byKey = new Map(routeIds.map((id) => [`${contract[id].method} ${contract[id].path}`, id]));
const find = makeRouter([...byKey.keys()].map((routeKey) => ({ routeKey, functionName: '' })));

/** The event of a request that arrives at a moment, in milliseconds since the epoch. Throws where the API has no such route. */
export function routed(
  request: HttpRequest,
  { requestId, nowMs }: { readonly requestId: string; readonly nowMs: number },
): Routed {
  const { method, path, headers, body = '' } = request;
  const match = find(method, path.split('?', 1)[0] ?? path);
  const route = match === undefined ? undefined : byKey.get(match.route.routeKey);
  if (match === undefined || route === undefined) throw new Error(`no route for ${method} ${path}`);
  const rawHeaders = Object.entries({ host: 'in-process', ...headers }).flat();
  const arrived = { method, url: path, httpVersion: '1.1', rawHeaders, socket: { remoteAddress: '127.0.0.1', localPort: 443 } };
  return { route, event: toEvent({ request: arrived, requestId, apiId: 'in-process', body: Buffer.from(body), match, nowMs }) };
}

/** The response that a function's answer becomes. */
export function responseOf({ statusCode = 200, headers = {}, body = '' }: APIGatewayProxyStructuredResultV2): HttpResponse {
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { status: statusCode, headers: new Headers(named), text: body };
}
