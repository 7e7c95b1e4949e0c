import { heldGet, holder, type Holding } from '../long-poll.ts';
import type { Inner } from './types.ts';

/** Holds the answer of a route that may wait: calls the handler again until its answer changes or the time is over. */
export function hold(holding: Holding): Inner {
  return {
    before: (request) => {
      const { event, ports, route, run } = request.event;
      if (route.contract.waits !== true || run === undefined) return;
      const waiting = { event, hold: holder(holding, ports, event), secondsMax: holding.wait.secondsMax };
      request.event = { ...request.event, run: () => heldGet(waiting, () => run(holding.clock())) };
    },
  };
}
