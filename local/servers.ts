import type { Disposables } from './disposables.ts';
import { listen, sendJson, type Handle, type HandleUpgrade } from './http/listen.ts';
import type { StateDir } from './state.ts';

/** A server that has an address before it has a handler: the functions of the template must know the address first. */
export interface Server {
  readonly url: string;
  serve(handle: Handle): void;
  /** Accepts requests that change the protocol from now on. */
  upgrade(handle: HandleUpgrade): void;
  /** Takes no new requests and lets open ones finish for at most `drainMsMax`. */
  close(): Promise<void>;
}

interface ServersOptions {
  readonly state: StateDir;
  readonly disposables: Disposables;
  /** Port of the API. Without it, the port of the last run if it is still free, else any. */
  readonly port?: number | undefined;
}

export interface Servers {
  readonly api: Server;
  readonly issuer: Server;
  readonly secrets: Server;
  readonly topics: Server;
  readonly lambda: Server;
  readonly control: Server;
  readonly sockets: Server;
}

/** Opens the runner's servers, each at its address of the last run if that is still free. */
export async function openServers({ state, disposables, port }: ServersOptions): Promise<Servers> {
  const open = async (name: string, fixed?: number): Promise<Server> => {
    let handle: Handle = (_, response) => sendJson(response, 503, { message: 'Starting' });
    const answer: Handle = (request, response) => handle(request, response);
    const last = state.lastPort(name);
    const server = fixed === undefined ? await listen(last, answer).catch(() => listen(0, answer)) : await listen(fixed, answer);
    state.rememberPort(name, server.port);
    disposables.add(() => server.close());
    const { url, upgrade, close } = server;
    return { url, serve: (served) => void (handle = served), upgrade, close };
  };
  return {
    control: await open('control'),
    secrets: await open('secrets'),
    topics: await open('topics'),
    lambda: await open('lambda'),
    sockets: await open('sockets'),
    issuer: await open('issuer'),
    api: await open('api', port),
  };
}
