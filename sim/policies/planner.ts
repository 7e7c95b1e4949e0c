/** The planner of the service itself, called as the matcher calls it and told what the service counts for it. */
import type { RequestId } from '../../shared/domain/ids.ts';
import { noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import type { Demand } from '../../shared/domain/policy/demand.ts';
import type { Planner } from '../../shared/domain/policy/plan.ts';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Policy } from '../../shared/domain/policy/policy.ts';
import type { Ask } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Decision, SimPolicyKind } from './sim-policy.ts';

/** What is known of the demand in a run: told of everybody who asks, and asked for the rates of a moment. */
export interface DemandWatch {
  asked(ask: Ask, now: EpochMs): void;
  at(now: EpochMs): Demand;
}

/** What a run has of its own. */
export interface PlannerParts {
  readonly planner: Planner;
  readonly watch: DemandWatch;
}

/** The planner as the service has it. */
export function serviceParts(from: EpochMs): PlannerParts {
  let demand = noDemand(from);
  return {
    planner: planMatches,
    watch: {
      asked: (ask, now) => {
        demand = withArrival(demand, ask, now);
      },
      at: () => demand,
    },
  };
}

/** A planner with the settings of a space. It says itself when to look again, so no timer helps it. */
export function plannerKind(name: string, settings: Policy, partsOf = serviceParts): SimPolicyKind {
  return {
    name,
    about: `the planner of the service, policy ${settings.name}`,
    start: ({ from }) => {
      const { planner, watch } = partsOf(from);
      const overtaken = new Map<RequestId, number>();
      return {
        name,
        rhythm: { onEvents: true, onTimers: false },
        asked: (ask, now) => watch.asked(ask, now),
        offered: ({ passes }) => {
          for (const passed of passes ?? []) overtaken.set(passed, (overtaken.get(passed) ?? 0) + 1);
        },
        decide: (snapshot, now): Decision => planner({ ...snapshot, demand: watch.at(now), overtaken }, settings, now),
      };
    },
  };
}
