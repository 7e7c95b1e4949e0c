import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultChoice } from '../faults/fault-choice.ts';
import { readBody } from '../http/body.ts';
import { pushBytesMax } from '../limits.ts';
import type { SocketsSpec } from '../plan/sockets.ts';
import type { Connections } from './connections.ts';

interface Managed {
  readonly spec: SocketsSpec;
  readonly connections: Connections;
  /** Decides what becomes of each push. Undefined: all arrive. */
  readonly faults: FaultChoice | undefined;
}

const operation = 'PostToConnection';

/**
 * The endpoint with which functions push to clients: `POST /<stage>/@connections/<id>`. 410 when the connection is not open: its handshake is
 * not over, or it has ended. 400 for an id that no connection can have, 413 above 128 KB, and 403 for everything else.
 */
export function makeManagement({ spec, connections, faults }: Managed) {
  const path = new RegExp(`^/${spec.stage}/(?:@|%40)connections/([^/?]+)$`, 'i');
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number, type: string): void => {
      const body = JSON.stringify({ message: type });
      response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type }).end(body);
    };
    const body = await readBody(request, pushBytesMax);
    const [, encoded] = path.exec(request.url ?? '') ?? [];
    if (request.method !== 'POST' || encoded === undefined) return refuse(403, 'ForbiddenException');
    const id = decoded(encoded);
    if (id === undefined) return refuse(400, 'BadRequestException');
    if (body === undefined) return refuse(413, 'PayloadTooLargeException');
    const text = body.toString('utf8');
    const fault = faultOf(faults);
    if (fault === 'pushFailure') return refuse(500, 'InternalServerErrorException');
    if (fault === 'cut') connections.cut(id);
    if (fault === 'late') later(() => connections.push(id, text), faults?.plan.sockets.late?.ms ?? 0);
    if (fault === 'double') connections.push(id, text);
    if (fault === undefined || fault === 'double') {
      if (!connections.push(id, text)) return refuse(410, 'GoneException');
    }
    response.writeHead(200).end();
  };
}

/** The fault of the next push, if it gets one: the first of these that occurs. */
function faultOf(faults: FaultChoice | undefined) {
  if (faults === undefined) return undefined;
  const number = faults.number('sockets', operation);
  return (['pushFailure', 'cut', 'drop', 'late', 'double'] as const).find((fault) =>
    faults.occurs('sockets', fault, { operation, number, wish: faults.plan.sockets[fault] }),
  );
}

/** The id of a connection; undefined when no connection can have it. */
function decoded(text: string): string | undefined {
  try {
    const id = decodeURIComponent(text);
    return /^[A-Za-z0-9+/]{15}=$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

function later(push: () => void, ms: number): void {
  setTimeout(push, ms).unref();
}
