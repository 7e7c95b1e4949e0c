import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isUtf8 } from 'node:buffer';
import { localAccount } from '../limits.ts';
import type { Match } from './router.ts';

/** What is read of a request; node's own has all of it. */
export interface Received {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersion: string;
  /** Names and values, one after the other. */
  readonly rawHeaders: readonly string[];
  readonly socket: { readonly remoteAddress?: string | undefined; readonly localPort?: number | undefined };
}

export interface Arrival {
  readonly request: Received;
  readonly requestId: string;
  readonly apiId: string;
  readonly body: Buffer;
  readonly match: Match;
  readonly nowMs: number;
}

/**
 * Content types whose body arrives as text. A body of any other type, or of none, arrives as base64 (others observed this on
 * AWS).
 */
const textTypes = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

/** A request in the form in which API Gateway passes it to a function, payload format 2.0. */
export function toEvent({ request, requestId, apiId, body, match, nowMs }: Arrival): APIGatewayProxyEventV2 {
  const url = request.url ?? '/';
  const cut = url.indexOf('?');
  const rawPath = cut === -1 ? url : url.slice(0, cut);
  const rawQueryString = cut === -1 ? '' : url.slice(cut + 1);
  const { cookie, ...headers } = joinedHeaders(request);
  const sourceIp = request.socket.remoteAddress ?? '';
  const { routeKey } = match.route;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'x-forwarded-for': headers['x-forwarded-for'] === undefined ? sourceIp : `${headers['x-forwarded-for']}, ${sourceIp}`,
      'x-forwarded-port': String(request.socket.localPort),
      'x-forwarded-proto': 'http',
    },
    ...(rawQueryString === '' ? {} : { queryStringParameters: queryParameters(rawQueryString) }),
    requestContext: {
      accountId: localAccount,
      apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: apiId,
      http: {
        method: request.method ?? '',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: gatewayTime(nowMs),
      timeEpoch: nowMs,
    },
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    ...bodyOf(body, headers['content-type']),
  };
}

function bodyOf(body: Buffer, contentType: string | undefined): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = contentType !== undefined && textTypes.test(contentType) && isUtf8(body);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** Header names in lower case, values of the same name joined by commas. */
export function joinedHeaders(request: Pick<Received, 'rawHeaders'>): Record<string, string> {
  const headers: Record<string, string> = {};
  const raw = request.rawHeaders;
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    const value = raw[at + 1] ?? '';
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ','}${value}`;
  }
  return headers;
}

/**
 * Values of the same name joined by commas. A parameter may be named `__proto__`: only a property definition stores that name as
 * a field.
 */
export function queryParameters(rawQueryString: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** For example `07/Aug/2026:01:37:53 +0000`. */
export function gatewayTime(nowMs: number): string {
  const [date = '', time = ''] = new Date(nowMs).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
