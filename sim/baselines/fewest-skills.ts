/**
 * First come, first served, by whoever brings the fewest scarce skills, then by the longest idle: the hand-set skill order of
 * contact centres (Avaya "expert agent" selection and its relatives), and the best rule of one line.
 */
import type { SimPolicyKind } from '../policies/sim-policy.ts';
import { firstOf, longestIdleFirst } from './free.ts';
import { oneByOne } from './one-by-one.ts';
import { rareSkillsOf } from './rare-skills.ts';

export const fewestSkills: SimPolicyKind = {
  name: 'fewest-skills',
  about: 'first come first served, fewest scarce skills first (Avaya skill levels)',
  start: () =>
    oneByOne('fewest-skills', {
      pick: (_talk, candidates) => firstOf(candidates, (a, b) => rareSkillsOf(a) - rareSkillsOf(b) || longestIdleFirst(a, b)),
    }),
};
