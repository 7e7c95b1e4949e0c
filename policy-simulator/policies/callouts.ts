/**
 * The service's call-outs of off-shift volunteers, added to any policy: the same rule, with the data that the service stores on
 * seats and requests.
 */
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import { calloutsFor, strandedIn, type OffShift } from '../../shared/domain/policy/callout/callouts.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { policy, type Policy } from '../../shared/domain/policy/policy.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Known, SimPolicy, SimPolicyKind } from './sim-policy.ts';

/** The end of a baseline's name that adds call-outs. */
export const calloutSuffix = '+callouts';

/** The baseline with call-outs for requests that no volunteer on can serve. It sends as many as the service does by default. */
export function withCallouts(kind: SimPolicyKind): SimPolicyKind {
  const name = `${kind.name}${calloutSuffix}`;
  const { start } = withCalloutSettings(kind, policy.parse({}));
  return { name, about: `${kind.about}, with sparse off-shift call-outs`, start: (known) => ({ ...start(known), name }) };
}

/** The same policy with call-outs for requests that no volunteer on can serve. It sends as many as these settings say. */
export function withCalloutSettings(kind: SimPolicyKind, settings: Policy): SimPolicyKind {
  if (settings.calloutsAtOnce === 0) return kind;
  return {
    ...kind,
    start: (known) => {
      const inner = kind.start(known);
      const calloutSender = new CalloutSender(known, settings);
      return {
        ...inner,
        decide: (snapshot, now) => ({ ...inner.decide(snapshot, now), callouts: calloutSender.callouts(snapshot, now) }),
      };
    },
  };
}

/** The same policy without call-outs: for bounds, which know only the volunteers on shift. */
export function withoutCallouts(inner: SimPolicy): SimPolicy {
  return { ...inner, decide: (snapshot, now) => ({ ...inner.decide(snapshot, now), callouts: [] }) };
}

class CalloutSender {
  readonly #known: Known;
  readonly #settings: Policy;
  readonly #calledOutFor = new Map<RequestId, EpochMs>();
  readonly #calledOutAt = new Map<VolunteerId, EpochMs>();

  constructor(known: Known, settings: Policy) {
    this.#known = known;
    this.#settings = settings;
  }

  callouts(snapshot: Snapshot, now: EpochMs): readonly VolunteerId[] {
    const talks = snapshot.talks.map((talk) => {
      const calledOutAt = this.#calledOutFor.get(talk.id);
      return calledOutAt === undefined ? talk : { ...talk, calledOutAt };
    });
    const stranded = strandedIn({ ...snapshot, talks }, this.#settings, now);
    if (stranded.length === 0) return [];
    const callouts = calloutsFor(stranded, this.#off(snapshot), this.#settings.calloutsAtOnce, now);
    for (const { request, volunteers } of callouts) {
      this.#calledOutFor.set(request, now);
      for (const volunteer of volunteers) this.#calledOutAt.set(volunteer, now);
    }
    return callouts.flatMap(({ volunteers }) => volunteers);
  }

  /**
   * The simulated room does not say how long an off volunteer has been idle, so all have the same time. Volunteers whose last
   * call-out is longest ago still come first.
   */
  #off({ seats }: Snapshot): readonly OffShift[] {
    const on = new Set(seats.map(({ volunteer }) => volunteer));
    return this.#known.people
      .filter(({ volunteer }) => !on.has(volunteer))
      .map(({ volunteer, facts }) => ({
        volunteer,
        facts,
        idleSince: this.#known.from,
        calledOutAt: this.#calledOutAt.get(volunteer),
      }));
  }
}
