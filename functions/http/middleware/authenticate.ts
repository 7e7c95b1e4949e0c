import { unauthenticated } from '../../../shared/app/store/problems.ts';
import type { Authenticate } from '../context.ts';
import { unknownCaller } from '../credentials.ts';
import { Refused } from '../refused.ts';
import type { Inner } from './types.ts';

/** Adds the caller, before any input is judged. A route that any caller may use reads no credential. */
export function authenticate(whoIs: Authenticate): Inner {
  return {
    before: async (request) => {
      const { event, ports, route, now } = request.event;
      if (route.contract.callers.every((caller) => caller === 'anyone')) {
        request.event = { ...request.event, caller: unknownCaller(event) };
        return;
      }
      const caller = await whoIs(ports, event, now);
      if (!caller.ok) throw new Refused(caller.error);
      if (caller.value.kind === 'nobody' && !route.contract.callers.includes('anyone')) throw new Refused(unauthenticated);
      request.event = { ...request.event, caller: caller.value };
    },
  };
}
