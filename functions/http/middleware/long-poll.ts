import { longPolledGet, longPollerOf, type LongPollContext } from '../long-poll.ts';
import type { Inner } from './types.ts';

/** Holds the answer of a route that may wait: calls the handler again until its answer changes or the time is over. */
export function longPoll(context: LongPollContext): Inner {
  return {
    before: (request) => {
      const { event, ports, route, run } = request.event;
      if (route.contract.waits !== true || run === undefined) return;
      const waiting = { event, longPoll: longPollerOf(context, ports, event), secondsMax: context.wait.secondsMax };
      request.event = { ...request.event, run: () => longPolledGet(waiting, () => run(context.clock())) };
    },
  };
}
