/** The service's own planner, called as the matcher calls it, with the counts that the service keeps for it. */
import type { RequestId } from '../../shared/domain/ids.ts';
import { noDemand, withArrival, type Demand } from '../../shared/domain/policy/demand.ts';
import type { Planner } from '../../shared/domain/policy/plan.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Decision, SimPolicyKind } from './sim-policy.ts';

/** The demand as a run knows it: gets every request, and returns the rates of a moment. */
export interface DemandWatch {
  asked(criteria: Criteria, now: EpochMs): void;
  at(now: EpochMs): Demand;
}

/** The parts that every run creates anew. */
export interface PlannerParts {
  readonly planner: Planner;
  readonly watch: DemandWatch;
}

/** The planner with the service's own parts. */
export function serviceParts(from: EpochMs): PlannerParts {
  let demand = noDemand(from);
  return {
    planner: planMatches,
    watch: {
      asked: (criteria, now) => {
        demand = withArrival(demand, criteria, now);
      },
      at: () => demand,
    },
  };
}

/** A planner with the settings of a space. It says itself when to decide again, so it needs no timers. */
export function plannerKind(name: string, settings: Policy, partsOf = serviceParts): SimPolicyKind {
  return {
    name,
    about: `the planner of the service, policy ${settings.name}`,
    start: ({ from }) => {
      const { planner, watch } = partsOf(from);
      const overtaken = new Map<RequestId, number>();
      return {
        name,
        triggers: { onEvents: true, onTimers: false },
        asked: (criteria, now) => watch.asked(criteria, now),
        offered: ({ passes }) => {
          for (const passed of passes ?? []) overtaken.set(passed, (overtaken.get(passed) ?? 0) + 1);
        },
        decide: (snapshot, now): Decision => planner({ ...snapshot, demand: watch.at(now), overtaken }, settings, now),
      };
    },
  };
}
