/** The planner of the service itself, called as the matcher calls it and told what the service counts for it. */
import type { RequestId } from '../../shared/domain/ids.ts';
import { noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Planner } from '../../shared/domain/policy/plan.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Decision, SimPolicyKind } from './sim-policy.ts';

/** A planner with the settings of a space. It says itself when to look again, so no timer helps it. */
export function plannerKind(name: string, planner: Planner, settings: Policy): SimPolicyKind {
  return {
    name,
    about: `the planner of the service, policy ${settings.name}`,
    start: ({ from }) => {
      let demand = noDemand(from);
      const overtaken = new Map<RequestId, number>();
      return {
        name,
        rhythm: { onEvents: true, onTimers: false },
        asked: (ask, now) => {
          demand = withArrival(demand, ask, now);
        },
        offered: ({ passes }) => {
          for (const passed of passes ?? []) overtaken.set(passed, (overtaken.get(passed) ?? 0) + 1);
        },
        decide: (snapshot, now): Decision => planner({ ...snapshot, demand, overtaken }, settings, now),
      };
    },
  };
}
