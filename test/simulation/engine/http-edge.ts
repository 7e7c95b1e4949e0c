/** The HTTP interface of a run. Requests arrive as events at the deployed functions. Each host is a process of its own. */
import type { HttpRequest, HttpResponse } from '../../../client/transport.ts';
import type { HttpHandler } from '../../../functions/http/api.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { HttpFunctionName } from '../../../shared/names.ts';
import { responseOf, routed } from '../../world/in-process-transport.ts';
import { contextOf } from './context.ts';
import { newProcess } from './handlers.ts';
import type { Simulator } from './simulator.ts';

/** The remaining milliseconds that a function is told. The simulator ends the function; middy's timer on the real clock must never fire. */
const neverMs = 2 ** 31 - 1;

export class HttpEdge {
  readonly #simulator: Simulator;
  /** By function and host. */
  readonly #processes = new Map<string, HttpHandler>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** The answer of the service. Undefined if the process dies or runs out of time before. `name`: the name of the call. */
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
    // A bug or a kill ends the process too. The next invocation starts a new one, also beside a process that still works.
    this.#processes.delete(process);
    return undefined;
  }

  #handlerOf(process: string, name: HttpFunctionName): HttpHandler {
    const known = this.#processes.get(process) ?? newProcess(name);
    this.#processes.set(process, known);
    return known;
  }
}
