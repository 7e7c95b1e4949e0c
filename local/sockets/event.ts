import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { gatewayTime, joinedHeaders, queryParameters } from '../http/event.ts';
import type { SocketsSpec } from '../plan/sockets.ts';

/** The request with which a client opened a connection, and what the gateway knows of the connection. */
export interface Handshake {
  readonly spec: SocketsSpec;
  readonly request: IncomingMessage;
  readonly connectionId: string;
  readonly connectedAtMs: number;
}

/** A new id of a connection. As on AWS: 16 characters of base64, the last of them `=`. */
export function freshConnectionId(): string {
  return randomBytes(11).toString('base64');
}

/** The event of a client that wants to connect. */
export function connectEvent(handshake: Handshake, query: string): object {
  const headers = joinedHeaders(handshake.request);
  return {
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    ...(query === '' ? {} : { queryStringParameters: queryParameters(query) }),
    requestContext: contextOf(handshake, '$connect', 'CONNECT'),
    isBase64Encoded: false,
  };
}

/** The event of a message. Text arrives as it is, bytes as base64. */
export function messageEvent(handshake: Handshake, data: Buffer, isBinary: boolean): object {
  const context = contextOf(handshake, '$default', 'MESSAGE');
  return {
    requestContext: { ...context, messageId: randomBytes(11).toString('base64') },
    body: data.toString(isBinary ? 'base64' : 'utf8'),
    isBase64Encoded: isBinary,
  };
}

function contextOf({ spec, request, connectionId, connectedAtMs }: Handshake, routeKey: string, eventType: string) {
  const nowMs = Date.now();
  return {
    routeKey,
    eventType,
    connectionId,
    connectedAt: connectedAtMs,
    messageDirection: 'IN',
    apiId: spec.id,
    stage: spec.stage,
    domainName: request.headers.host ?? '',
    requestId: randomUUID(),
    extendedRequestId: randomUUID(),
    requestTime: gatewayTime(nowMs),
    requestTimeEpoch: nowMs,
    identity: { sourceIp: request.socket.remoteAddress ?? '', userAgent: request.headers['user-agent'] ?? '' },
  };
}
