/**
 * The same days with less in the way of a policy than there is: what keeps it from its bound is seen by taking it away, one
 * thing after the other. The bounds stay what they are: nothing is lost on asking there either.
 */
import { wouldAccept } from '../engine/answers.ts';
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { SimPolicy } from '../policies/sim-policy.ts';
import type { Scene } from '../workload/scene.ts';

export interface Easing {
  readonly name: string;
  readonly scene: (scene: Scene) => Scene;
  readonly policy: (policy: SimPolicy, scene: Scene) => SimPolicy;
}

const same = <T>(one: T): T => one;
/** Seconds of the quickest answer there is. */
const atOnce = { mean: 1, sigma: 0, min: 1, max: 1 };

/** Each makes the days easier still than the one before. */
export const easings: readonly Easing[] = [
  { name: 'as it is', scene: same, policy: same },
  { name: 'nobody goes without a word', scene: nobodyVanishes, policy: same },
  { name: 'and every offer is answered', scene: (scene) => answered(nobodyVanishes(scene)), policy: same },
  { name: 'and answered at once', scene: (scene) => quick(answered(nobodyVanishes(scene))), policy: same },
  { name: 'and nobody is asked who would decline', scene: (scene) => quick(answered(nobodyVanishes(scene))), policy: knowing },
];

function nobodyVanishes(scene: Scene): Scene {
  return {
    ...scene,
    requests: scene.requests.map((one) => ({ ...one, silent: false })),
    shifts: scene.shifts.map((one) => ({ ...one, vanishes: false })),
  };
}

function answered(scene: Scene): Scene {
  return { ...scene, behaviour: { ...scene.behaviour, noAnswerShare: 0 } };
}

function quick(scene: Scene): Scene {
  return { ...scene, behaviour: { ...scene.behaviour, answer: atOnce } };
}

/** The policy told beforehand who would decline whom. */
function knowing(policy: SimPolicy, scene: Scene): SimPolicy {
  const known = new Map<RequestId, readonly { readonly volunteer: VolunteerId; readonly until: null }[]>();
  const declining = (id: RequestId) => {
    const found =
      known.get(id) ??
      scene.people.flatMap((person) => (wouldAccept(scene, id, person) ? [] : [{ volunteer: person.volunteer, until: null }]));
    known.set(id, found);
    return found;
  };
  return {
    ...policy,
    decide: (snapshot, now) => {
      const on = new Set(snapshot.seats.map(({ volunteer }) => volunteer));
      const talks = snapshot.talks.map((talk) => ({
        ...talk,
        avoid: declining(talk.id).filter(({ volunteer }) => on.has(volunteer)),
      }));
      return policy.decide({ ...snapshot, talks }, now);
    },
  };
}
