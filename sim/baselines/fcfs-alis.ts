/**
 * First come, first served, by the longest idle server: what contact centres do unless told otherwise, and the rule that
 * everything here is compared with. Adan and Weiss 2014, "A skill based parallel service system under FCFS-ALIS".
 */
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';

export const fcfsAlis: SimPolicyKind = {
  name: 'fcfs-alis',
  about: 'first come first served, longest idle volunteer (Adan and Weiss 2014)',
  start: () => oneByOne('fcfs-alis', { pick: (_talk, candidates) => firstOf(candidates, longestIdleFirst) }),
};
