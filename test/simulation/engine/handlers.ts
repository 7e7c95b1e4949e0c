/** The deployed functions, on the ports and the clock of the invocation that runs. */
import { coordinator } from '../../../functions/coordinator/handler.ts';
import { eventCounter } from '../../../functions/event-counter/handler.ts';
import { sheddable } from '../../../functions/sheddable/handler.ts';
import type { HttpHandler } from '../../../functions/http/api.ts';
import type { HttpContext } from '../../../functions/http/context.ts';
import { SpaceCache } from '../../../functions/http/space-cache.ts';
import { matcher } from '../../../functions/matcher/handler.ts';
import { operator } from '../../../functions/operator/handler.ts';
import { publicRoutes } from '../../../functions/public/handler.ts';
import { reconciler } from '../../../functions/reconciler/handler.ts';
import { LoadMonitor } from '../../../functions/runtime/load-monitor.ts';
import { seeker } from '../../../functions/seeker/handler.ts';
import { volunteer } from '../../../functions/volunteer/handler.ts';
import { longPoll } from '../../../functions/long-poll/handler.ts';
import { waitSecondsMax } from '../../../shared/domain/limits.ts';
import type { HttpFunctionName } from '../../../shared/names.ts';
import { operatorSub } from '../../world/people.ts';
import { clock, isOverloaded, livePorts, logged, random, sleep } from './runtime.ts';

const context = { ports: livePorts, clock };

export const handlers = { matcher: matcher(context), eventCounter: eventCounter(context), reconciler: reconciler(context) };
export type Handlers = typeof handlers;

/** Maximum of answers held at the same time: few, so that actors reach the limit. */
const waitSlots = 3;

/** The load of a process: too high if the fault strikes, and zero otherwise. */
class SimulatedPressure extends LoadMonitor {
  override get ms(): number {
    return 0;
  }

  override get callers(): number {
    return isOverloaded() ? Infinity : 0;
  }
}

const processes = {
  public: (of: HttpContext) => publicRoutes(of, { version: 'simulated', url: 'https://simulated.example' }),
  sheddable,
  seeker,
  volunteer,
  coordinator,
  operator,
  'long-poll': longPoll,
} as const satisfies Record<HttpFunctionName, (of: HttpContext) => HttpHandler>;

/** A new process of an HTTP function, without memory of earlier requests. An access token is the `sub` of its person. */
export function newProcess(name: HttpFunctionName): HttpHandler {
  return processes[name]({
    ports: livePorts,
    clock,
    random,
    sleep,
    log: { write: logged },
    load: new SimulatedPressure(clock),
    spaces: new SpaceCache(),
    verify: async (token) => ({ sub: token, operator: token === operatorSub }),
    liveUrl: 'wss://live.simulated.example',
    wait: { secondsMax: waitSecondsMax, slots: waitSlots },
  });
}
