/**
 * First come, first served, by the server that has been idle longest. Contact centres do this by default, and every rule here is
 * compared with it. Adan and Weiss 2014, "A skill based parallel service system under FCFS-ALIS".
 */
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

export const fcfsAlis: SimPolicyKind = {
  name: 'fcfs-alis',
  about: 'first come first served, longest idle volunteer (Adan and Weiss 2014)',
  start: () => oneByOne('fcfs-alis', { pick: (_talk, candidates) => firstOf(candidates, longestIdleFirst) }),
};
