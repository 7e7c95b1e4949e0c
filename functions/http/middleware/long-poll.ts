import { longPolledGet, type LongPollContext } from '../long-poll.ts';
import type { Inner } from './types.ts';

/** Holds the answer of a route that may wait: calls the handler again until its answer changes or the time is over. */
export function longPoll(context: Pick<LongPollContext, 'clock' | 'wait'>): Inner {
  return {
    before: (request) => {
      const { event, route, run, longPoll: longPoller } = request.event;
      if (route.contract.waits !== true || run === undefined || longPoller === undefined) return;
      const waiting = { event, longPoll: longPoller, secondsMax: context.wait.secondsMax };
      request.event = { ...request.event, run: () => longPolledGet(waiting, () => run(context.clock())) };
    },
  };
}
