/**
 * First come, first served, by the volunteer with the fewest scarce skills, then by the one who has been idle longest. Contact
 * centres set this order of skills by hand (Avaya "expert agent" selection and similar products). It is the best rule that fits
 * in one line.
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
