/** How much of what is possible at best a policy reaches. */
import type { Outcome } from '../engine/outcome.ts';
import { simulate } from '../engine/simulation.ts';
import { policyNamed } from '../policies/catalog.ts';
import { withoutPages } from '../policies/paging.ts';
import { withoutRedials } from '../workload/scene.ts';
import type { Scene } from '../workload/scene.ts';
import { servedBound } from './bounds.ts';
import { easings } from './easier.ts';

export interface BoundShares {
  readonly days: number;
  readonly requests: number;
  /** Of all requests, at most so many. */
  readonly clairvoyant: number;
  readonly exAnte: number;
  readonly policies: readonly {
    readonly policy: string;
    readonly served: number;
    /** Served on the same days made easier, by what was made easier. */
    readonly easier: readonly { readonly name: string; readonly served: number }[];
  }[];
}

export interface ShareOptions {
  readonly policies: readonly string[];
  readonly slotSeconds: number;
}

/** Sums over the days; whoever gives up stays away, in the runs as in the bounds. */
export function boundShares(
  scenes: readonly Scene[],
  { policies, slotSeconds }: ShareOptions,
  onDone?: (done: number) => void,
): BoundShares {
  const days = scenes.map(withoutRedials);
  let [clairvoyant, exAnte, requests] = [0, 0, 0];
  for (const [index, day] of days.entries()) {
    clairvoyant += servedBound(day, { knowledge: 'clairvoyant', slotSeconds }).served;
    exAnte += servedBound(day, { knowledge: 'ex-ante', slotSeconds }).served;
    requests += day.requests.length;
    onDone?.(index + 1);
  }
  return { days: days.length, requests, clairvoyant, exAnte, policies: policies.map((policy) => servedBy(policy, days)) };
}

function servedBy(policy: string, days: readonly Scene[]): BoundShares['policies'][number] {
  const [asItIs, ...others] = easings.map((easing) => ({
    name: easing.name,
    served: days.reduce((sum, day) => {
      const scene = easing.scene(day);
      return sum + servedIn(simulate(scene, easing.policy(withoutPages(policyNamed(policy).start(scene)), scene)));
    }, 0),
  }));
  return { policy, served: asItIs?.served ?? 0, easier: others };
}

function servedIn({ requests }: Outcome): number {
  return requests.filter((one) => one.end === 'served').length;
}
