/** Which volunteers are searched for a call-out, if requests differ only in the volunteers they exclude. */
import { describe, expect, test } from 'vitest';
import { couldCome, strandedIn } from '../../shared/domain/policy/callout/callouts.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aPolicy, aSeat, aSnapshot, aTalk, at, noon, someFacts, volunteerNo } from '../fixtures/domain.ts';

const avoiding = (n: number, volunteer: number, until: Talk['excludedVolunteers'][number]['until'] = null) =>
  aTalk({ n, excludedVolunteers: [{ volunteer: volunteerNo(volunteer), until }] });

test('of two requests with the same needs, volunteers are searched only for the one that excludes every volunteer who is on', () => {
  const stranded = (...talks: Talk[]) => strandedIn(aSnapshot(talks, [aSeat()]), aPolicy(), noon).map(({ id }) => id);
  const [first, second] = [avoiding(1, 1), avoiding(2, 1)];
  expect(stranded(first, aTalk({ n: 2 }))).toEqual([first.id]);
  expect(stranded(aTalk({ n: 1 }), second)).toEqual([second.id]);
  expect(stranded(first, avoiding(2, 9))).toEqual([first.id]);
  expect(stranded(avoiding(1, 9), second)).toEqual([second.id]);
});

describe('a volunteer who is off could come', () => {
  const one = { volunteer: volunteerNo(1), facts: someFacts() };

  test('if the request excludes others, or excludes them for a while', () => {
    expect(couldCome(avoiding(1, 2), one)).toBe(true);
    expect(couldCome(avoiding(1, 1, at(60)), one)).toBe(true);
    expect(couldCome(avoiding(1, 2, at(60)), one)).toBe(true);
  });

  test('but not if the request excludes them for good', () => {
    expect(couldCome(avoiding(1, 1), one)).toBe(false);
  });
});
