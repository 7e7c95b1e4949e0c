import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Faults } from './faults/faults.ts';
import { faultPlan } from './faults/plan.ts';
import type { FunctionHost } from './functions/host.ts';
import { readBody } from './http/body.ts';
import { sendJson } from './http/listen.ts';
import { smallBodyBytesMax } from './limits.ts';
import type { Sockets } from './sockets/sockets.ts';

const toggle = z.strictObject({ enabled: z.boolean() });

interface Controlled {
  readonly faults: Faults | undefined;
  /** Empty until the functions exist. */
  readonly hosts: ReadonlyMap<string, FunctionHost>;
  readonly sockets: Sockets | undefined;
}

/**
 * The control endpoint, for tests and people. `GET /functions` counts invocations and names the workers that are processes. `GET
 * /sockets` counts connections, and `DELETE /sockets` ends them all, as a deployment does. `GET /faults` says which faults are planned and
 * how often each occurred. `PUT /faults` takes `{ "enabled": false }` or a whole plan.
 */
export function makeControl({ faults, hosts, sockets }: Controlled) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const route = `${request.method} ${request.url}`;
    if (route === 'GET /functions') {
      return sendJson(response, 200, Object.fromEntries([...hosts].map(([name, host]) => [name, host.counts])));
    }
    if (request.url === '/sockets' && sockets !== undefined) {
      if (request.method === 'DELETE') await sockets.connections.closeAll();
      return sendJson(response, 200, sockets.connections.counts);
    }
    if (request.url !== '/faults') return sendJson(response, 404, { message: 'Not found. Use /functions, /sockets or /faults.' });
    if (faults === undefined)
      return sendJson(response, 409, { message: 'The runner was started without faults. Start it with --faults FILE.' });
    if (request.method === 'PUT') {
      const body = parseJson(await readBody(request, smallBodyBytesMax));
      const toggled = toggle.safeParse(body);
      const parsed = faultPlan.safeParse(toggled.success ? { ...faults.choice.plan, ...toggled.data } : body);
      if (!parsed.success) return sendJson(response, 400, { message: z.prettifyError(parsed.error) });
      faults.choice.follow(parsed.data);
    }
    sendJson(response, 200, faults.choice.report());
  };
}

function parseJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? '');
  } catch {
    return undefined;
  }
}
