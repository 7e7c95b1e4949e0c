/** How much of what is possible at best a policy reaches. */
import { simulate } from '../engine/simulation.ts';
import { policyNamed } from '../policies/catalog.ts';
import { withoutRedials } from '../workload/scene.ts';
import type { Scene } from '../workload/scene.ts';
import { servedBound } from './bounds.ts';

export interface BoundShares {
  readonly days: number;
  readonly requests: number;
  /** Of all requests, at most so many. */
  readonly clairvoyant: number;
  readonly exAnte: number;
  readonly policies: readonly { readonly policy: string; readonly served: number }[];
}

/** Sums over the days; whoever gives up stays away, in the runs as in the bounds. */
export async function boundShares(
  scenes: readonly Scene[],
  { policies, slotSeconds }: { readonly policies: readonly string[]; readonly slotSeconds: number },
  onDone?: (done: number) => void,
): Promise<BoundShares> {
  const days = scenes.map(withoutRedials);
  let [clairvoyant, exAnte, requests] = [0, 0, 0];
  for (const [index, day] of days.entries()) {
    clairvoyant += (await servedBound(day, { knowledge: 'clairvoyant', slotSeconds })).served;
    exAnte += (await servedBound(day, { knowledge: 'ex-ante', slotSeconds })).served;
    requests += day.requests.length;
    onDone?.(index + 1);
  }
  const served = (policy: string) =>
    days.reduce((sum, day) => {
      const { requests: outcomes } = simulate(day, policyNamed(policy).start(day));
      return sum + outcomes.filter((one) => one.end === 'served').length;
    }, 0);
  return {
    days: days.length,
    requests,
    clairvoyant,
    exAnte,
    policies: policies.map((policy) => ({ policy, served: served(policy) })),
  };
}
