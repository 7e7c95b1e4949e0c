/**
 * The same days with fewer difficulties for a policy. Removing one difficulty after the other shows what keeps the policy from
 * its bound. The bounds stay the same: they do not lose time on offers either.
 */
import { wouldAccept } from '../engine/answers.ts';
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { SimPolicy } from '../policies/sim-policy.ts';
import type { Scenario } from '../workload/scenario.ts';

export interface Easing {
  readonly name: string;
  readonly scenario: (scenario: Scenario) => Scenario;
  readonly policy: (policy: SimPolicy, scenario: Scenario) => SimPolicy;
}

const same = <T>(one: T): T => one;
/** The quickest answer in seconds. */
const atOnce = { mean: 1, sigma: 0, min: 1, max: 1 };

/** Each makes the days easier than the one before. */
export const easings: readonly Easing[] = [
  { name: 'as it is', scenario: same, policy: same },
  { name: 'no silent leaving', scenario: withoutSilentLeaving, policy: same },
  { name: 'and every offer is answered', scenario: (scenario) => answered(withoutSilentLeaving(scenario)), policy: same },
  { name: 'and answered at once', scenario: (scenario) => quick(answered(withoutSilentLeaving(scenario))), policy: same },
  {
    name: 'and no offer would be declined',
    scenario: (scenario) => quick(answered(withoutSilentLeaving(scenario))),
    policy: knowingDeclines,
  },
];

function withoutSilentLeaving(scenario: Scenario): Scenario {
  return {
    ...scenario,
    requests: scenario.requests.map((one) => ({ ...one, silent: false })),
    shifts: scenario.shifts.map((one) => ({ ...one, leavesSilently: false })),
  };
}

function answered(scenario: Scenario): Scenario {
  return { ...scenario, behaviour: { ...scenario.behaviour, noAnswerShare: 0 } };
}

function quick(scenario: Scenario): Scenario {
  return { ...scenario, behaviour: { ...scenario.behaviour, answer: atOnce } };
}

/** The policy, with knowledge of which volunteer would decline which request. */
function knowingDeclines(policy: SimPolicy, scenario: Scenario): SimPolicy {
  const known = new Map<RequestId, readonly { readonly volunteer: VolunteerId; readonly until: null }[]>();
  const declining = (id: RequestId) => {
    const found =
      known.get(id) ??
      scenario.people.flatMap((person) =>
        wouldAccept(scenario, id, person) ? [] : [{ volunteer: person.volunteer, until: null }],
      );
    known.set(id, found);
    return found;
  };
  return {
    ...policy,
    decide: (snapshot, now) => {
      const on = new Set(snapshot.seats.map(({ volunteer }) => volunteer));
      const talks = snapshot.talks.map((talk) => ({
        ...talk,
        excludedVolunteers: declining(talk.id).filter(({ volunteer }) => on.has(volunteer)),
      }));
      return policy.decide({ ...snapshot, talks }, now);
    },
  };
}
