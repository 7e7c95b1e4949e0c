import { longPollerOf, type LongPollContext } from '../long-poll.ts';
import { Refused } from '../refused.ts';
import type { Inner } from './types.ts';

/** Adds the call with parsed input. */
export function parse(context: LongPollContext): Inner {
  return {
    before: (request) => {
      const { event, ports, route, now, caller } = request.event;
      if (caller === undefined) throw new Error('`authenticate` comes before `parse`');
      const run = route.parse({ event, ports, now, caller, longPoll: longPollerOf(context, ports, event) });
      if (!run.ok) throw new Refused(run.error);
      request.event = { ...request.event, run: run.value };
    },
  };
}
