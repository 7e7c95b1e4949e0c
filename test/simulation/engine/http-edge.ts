/** The HTTP interface of a run: requests arrive as events at the functions that are deployed, each on a host with its own memory. */
import type { HttpRequest, HttpResponse } from '../../../client/transport.ts';
import { responseOf, routed } from '../../world/in-process-transport.ts';
import { contextOf } from './context.ts';
import type { Handlers } from './handlers.ts';
import type { Simulator } from './simulator.ts';

export class HttpEdge {
  readonly #simulator: Simulator;
  readonly #handlers: Handlers;

  constructor(simulator: Simulator, handlers: Handlers) {
    this.#simulator = simulator;
    this.#handlers = handlers;
  }

  /** What the service answers; undefined where it dies, or runs out of time, before it does. `name`: of the call. */
  async serve(name: string, request: HttpRequest): Promise<HttpResponse | undefined> {
    const { route, event } = routed(request, { requestId: name, nowMs: this.#simulator.now });
    const { handle, kind } = this.#handlers.http(route);
    const ended = await this.#simulator.invoke(kind, name, () =>
      handle(
        event,
        contextOf(name, () => 2 ** 31 - 1),
      ),
    );
    return ended.kind === 'returned' ? responseOf(ended.value) : undefined;
  }
}
