import { spaceOr404 } from '../../../shared/app/store/load-space.ts';
import { unauthenticated } from '../../../shared/app/store/problems.ts';
import { spaceId } from '../../../shared/domain/ids.ts';
import { longPollerOf, type LongPollContext } from '../long-poll.ts';
import { Refused } from '../refused.ts';
import type { RequestContext } from '../request-context.ts';
import type { Inner } from './types.ts';

/** Adds the call with parsed input. */
export function parse(context: LongPollContext): Inner {
  return {
    before: async (request) => {
      const { event, ports, route, now, caller } = request.event;
      if (caller === undefined) throw new Error('`authenticate` comes before `parse`');
      const longPoll = longPollerOf(context, ports, event);
      const run = route.parse({ event, ports, now, caller, longPoll });
      if (!run.ok) throw new Refused((await isShut(request.event)) ? unauthenticated : run.error);
      request.event = { ...request.event, run: run.value, longPoll };
    },
  };
}

/** Whether the space takes no caller without a credential. Then 401 comes before any judgement of the input. */
async function isShut({ event, ports, route, caller }: RequestContext): Promise<boolean> {
  const { callers } = route.contract;
  if (caller?.kind !== 'nobody' || callers.every((kind) => kind === 'anyone')) return false;
  const id = spaceId.safeParse(event.pathParameters?.['space']);
  const space = id.success ? await spaceOr404(ports, id.data) : undefined;
  return space?.ok === true && !space.value.direct;
}
