/** How well a volunteer fits, in figures: the share of what the seeker asked for that the volunteer has. */
import { expect, test } from 'vitest';
import { fitFor } from '../../shared/domain/policy/assign/fit.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import { aSeat, aTalk, volunteerNo } from '../fixtures/domain.ts';

const woman = { attribute: 'gender', value: 'woman', strength: 'prefer' } as const;
const old = { attribute: 'age', value: 'old', strength: 'prefer' } as const;
/** Volunteer 1: a woman, not old, with the topics grief and work. */
const seat = aSeat({ facts: { languages: ['en', 'en-US'], topics: ['grief', 'work'], attributes: { gender: ['woman'] } } });

test.each<readonly [string, Partial<Criteria>, number]>([
  ['no criteria: every volunteer fits', {}, 1],
  ['a language without a region: every volunteer fits', { languages: ['en'] }, 1],
  ['the very tag with its region', { languages: ['en-US'] }, 1],
  ['the very tag among others', { languages: ['en-GB', 'en-US'], topics: ['money'] }, 0.1],
  ['another region counts a tenth', { languages: ['en-GB'] }, 0.9],
  ['another region, and one of two topics', { languages: ['en-GB'], topics: ['grief', 'money'] }, 0.45],
  ['every topic shared', { topics: ['grief', 'work'] }, 1],
  ['one of two topics shared', { topics: ['grief', 'money'] }, 0.5],
  ['no topic shared', { topics: ['money'] }, 0],
  ['the preference met', { preferences: [woman] }, 1],
  ['one of two preferences', { preferences: [woman, old] }, 0.5],
  ['a required attribute does not count, met or not', { preferences: [woman, { ...old, strength: 'require' }] }, 1],
  ['only required attributes: every volunteer fits', { preferences: [{ ...old, strength: 'require' }] }, 1],
  ['the same volunteer', { sameVolunteer: volunteerNo(1) }, 1],
  ['another volunteer', { sameVolunteer: volunteerNo(2) }, 0],
  ['the same volunteer counts as one wish among others', { sameVolunteer: volunteerNo(1), preferences: [old] }, 0.5],
  ['another volunteer, and a preference met', { sameVolunteer: volunteerNo(2), preferences: [woman] }, 0.5],
  ['all topics and no preference', { topics: ['grief'], preferences: [old] }, 0.6],
  ['no topic and all preferences', { topics: ['money'], preferences: [woman] }, 0.4],
  ['half of both', { topics: ['grief', 'money'], preferences: [woman, old] }, 0.5],
])('%s', (_name, ask, fit) => {
  expect(fitFor(aTalk({ criteria: ask }).criteria, seat)).toBeCloseTo(fit, 10);
});
