/** The HTTP interface of a run: requests arrive as events at the functions that are deployed, each host in a process of its own. */
import type { HttpRequest, HttpResponse } from '../../../client/transport.ts';
import type { HttpHandler } from '../../../functions/http/api.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { HttpFunctionName } from '../../../shared/names.ts';
import { responseOf, routed } from '../../world/in-process-transport.ts';
import { contextOf } from './context.ts';
import { newProcess } from './handlers.ts';
import type { Simulator } from './simulator.ts';

/** Milliseconds that a function is told it has left. The simulator ends it in time; middy's own timer, on the real clock, must never ring. */
const neverMs = 2 ** 31 - 1;

export class HttpEdge {
  readonly #simulator: Simulator;
  /** By function and host. */
  readonly #processes = new Map<string, HttpHandler>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** What the service answers; undefined where it dies, or runs out of time, before it does. `name`: of the call. */
  async serve(name: string, request: HttpRequest): Promise<HttpResponse | undefined> {
    const { route, event } = routed(request, { requestId: name, nowMs: this.#simulator.now });
    const { function: serving } = contract[route];
    let process = '';
    const ended = await this.#simulator.invoke(serving === 'long-poll' ? 'longPoll' : 'api', name, (_ports, who) => {
      process = `${serving} ${who.host}`;
      return this.#handlerOf(process, serving)(
        event,
        contextOf(name, () => neverMs),
      );
    });
    if (ended.kind === 'returned') return responseOf(ended.value);
    // What ended the invocation ended its process: the next one begins anew.
    this.#processes.delete(process);
    return undefined;
  }

  #handlerOf(process: string, name: HttpFunctionName): HttpHandler {
    const known = this.#processes.get(process) ?? newProcess(name);
    this.#processes.set(process, known);
    return known;
  }
}
