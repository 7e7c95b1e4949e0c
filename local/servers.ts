import type { Closers } from './closers.ts';
import { listen, sendJson } from './http/listen.ts';
import type { Handle } from './http/listen.ts';
import type { StateDir } from './state.ts';

/** A server that has its address before it has anything to serve: the template's functions are told the address first. */
export interface Server {
  readonly url: string;
  serve(handle: Handle): void;
  /** Takes no new requests and lets those under way finish for a moment. */
  close(): Promise<void>;
}

interface ServersOptions {
  readonly state: StateDir;
  readonly closers: Closers;
  /** Port of the API; without, the one of the last run where it is still free, else any. */
  readonly port?: number | undefined;
}

export interface Servers {
  readonly api: Server;
  readonly issuer: Server;
  readonly secrets: Server;
  readonly control: Server;
}

/** Opens the runner's servers, each at the address it had in the last run where that is still free. */
export async function openServers({ state, closers, port }: ServersOptions): Promise<Servers> {
  const open = async (name: string, fixed?: number): Promise<Server> => {
    let handle: Handle = (_, response) => sendJson(response, 503, { message: 'Starting' });
    const answer: Handle = (request, response) => handle(request, response);
    const last = state.lastPort(name);
    const server = fixed === undefined ? await listen(last, answer).catch(() => listen(0, answer)) : await listen(fixed, answer);
    state.rememberPort(name, server.port);
    closers.add(() => server.close());
    return { url: server.url, serve: (served) => void (handle = served), close: () => server.close() };
  };
  return {
    control: await open('control'),
    secrets: await open('secrets'),
    issuer: await open('issuer'),
    api: await open('api', port),
  };
}
