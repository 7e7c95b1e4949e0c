/** A valid call of every route, which the fuzzer then spoils. */
import type { RouteId } from '../../client/route.ts';
import type { RawSent } from '../../client/sent.ts';
import type { World } from '../world/a-world.ts';
import { rightCalls as callsIn } from '../world/right-calls.ts';
import { sixSteps } from './world.ts';

export interface Right extends RawSent {
  readonly body?: object | undefined;
}

/** In this order all calls succeed except `rematch`, which is too early. The draft of a request replaces the Idempotency-Key. */
export function rightCalls(world: World): Readonly<Record<RouteId, Right>> {
  return callsIn(world, {
    idempotencyKey: () => 'fuzz',
    written: (kind) => `fuzz-${kind}`,
    stated: (about) => `Fuzz ${about}`,
    newSpace: sixSteps,
  });
}
