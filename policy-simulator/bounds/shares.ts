/** How close policies come to the bounds. */
import type { Outcome } from '../engine/outcome.ts';
import { simulate } from '../engine/simulation.ts';
import { policyNamed } from '../catalog/policies.ts';
import { withoutCallouts } from '../policies/callouts.ts';
import { withoutRedials, type Scenario } from '../workload/scenario.ts';
import { servedBound } from './bounds.ts';
import { easings } from './easier.ts';

export interface BoundShares {
  readonly days: number;
  readonly requests: number;
  /** At most this number of all requests can be served. */
  readonly clairvoyant: number;
  readonly exAnte: number;
  readonly policies: readonly {
    readonly policy: string;
    readonly served: number;
    /** Served on the same days made easier, by the name of what was removed. */
    readonly easier: readonly { readonly name: string; readonly served: number }[];
  }[];
}

export interface ShareOptions {
  readonly policies: readonly string[];
  readonly slotSeconds: number;
}

/** Sums over the days. A seeker who gives up does not ask again, in the runs and in the bounds. */
export function boundShares(
  scenarios: readonly Scenario[],
  { policies, slotSeconds }: ShareOptions,
  onDone?: (done: number) => void,
): BoundShares {
  const days = scenarios.map(withoutRedials);
  let [clairvoyant, exAnte, requests] = [0, 0, 0];
  for (const [index, day] of days.entries()) {
    clairvoyant += servedBound(day, { knowledge: 'clairvoyant', slotSeconds }).served;
    exAnte += servedBound(day, { knowledge: 'ex-ante', slotSeconds }).served;
    requests += day.requests.length;
    onDone?.(index + 1);
  }
  return { days: days.length, requests, clairvoyant, exAnte, policies: policies.map((policy) => servedBy(policy, days)) };
}

function servedBy(policy: string, days: readonly Scenario[]): BoundShares['policies'][number] {
  const [asItIs, ...others] = easings.map((easing) => ({
    name: easing.name,
    served: days.reduce((sum, day) => {
      const scenario = easing.scenario(day);
      return sum + servedIn(simulate(scenario, easing.policy(withoutCallouts(policyNamed(policy).start(scenario)), scenario)));
    }, 0),
  }));
  return { policy, served: asItIs?.served ?? 0, easier: others };
}

function servedIn({ requests }: Outcome): number {
  return requests.filter((one) => one.end === 'served').length;
}
