/** A valid call of every route, which the fuzzer then spoils. */
import type { RouteId } from '../../client/route.ts';
import type { RawSent } from '../../client/sent.ts';
import { rightCalls as callsIn } from '../world/right-calls.ts';
import { sixSteps, type World } from './world.ts';

export interface Right extends RawSent {
  readonly body?: object | undefined;
}

/** In this order all calls succeed except `rematch`, which is too early. The draft of a request replaces the Idempotency-Key. */
export function rightCalls(world: World): Readonly<Record<RouteId, Right>> {
  const { talk, operator, coordinator, partner, invited, spare, spareVolunteer } = world;
  const tokens = {
    operator: operator.token,
    coordinator: coordinator.token,
    partner: partner.key,
    volunteer: talk.volunteer.token,
    invited: invited.token,
  };
  const edited = { editedSpace: spare, volunteer: talk.volunteer.id, editedVolunteer: spareVolunteer };
  return callsIn(
    { ...world, ...edited, tokens, invitation: invited.code },
    { idempotencyKey: () => 'fuzz', written: (kind) => `fuzz-${kind}`, stated: (about) => `Fuzz ${about}`, newSpace: sixSteps },
  );
}
