import type { IncomingMessage } from 'node:http';
import type { Cors } from '../plan/api.ts';
import type { Answer } from './answer.ts';

/**
 * The headers that let a web page of the request's origin read the answer. None when the origin is not allowed, or when the
 * request has no origin.
 */
export function corsHeaders(request: IncomingMessage, cors: Cors): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !(cors.AllowOrigins.includes('*') || cors.AllowOrigins.includes(origin))) return {};
  return {
    'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
    vary: 'origin',
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
  };
}

/** The gateway's own answer to a CORS preflight request; undefined for any other request. */
export function preflight(request: IncomingMessage, cors: Cors): Answer | undefined {
  const { method, headers } = request;
  if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return undefined;
  const allowed = corsHeaders(request, cors);
  const granted: Record<string, string> = {
    ...allowed,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    'access-control-allow-headers': cors.AllowHeaders.join(','),
    ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
  };
  return { status: 204, headers: Object.keys(allowed).length === 0 ? {} : granted, body: '' };
}
