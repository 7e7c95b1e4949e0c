/** Who is looked for while they are off, where requests are alike but for whom they avoid. */
import { describe, expect, test } from 'vitest';
import { couldCome, strandedIn } from '../../shared/domain/policy/paging.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aPolicy, aSeat, aSnapshot, aTalk, at, noon, someFacts, volunteerNo } from '../fixtures/domain.ts';

const avoiding = (n: number, volunteer: number, until: Talk['avoid'][number]['until'] = null) =>
  aTalk({ n, avoid: [{ volunteer: volunteerNo(volunteer), until }] });

test('of two who need the same, volunteers are looked for only for who avoids everybody who is on', () => {
  const stranded = (...talks: Talk[]) => strandedIn(aSnapshot(talks, [aSeat()]), aPolicy(), noon).map(({ id }) => id);
  const [first, second] = [avoiding(1, 1), avoiding(2, 1)];
  expect(stranded(first, aTalk({ n: 2 }))).toEqual([first.id]);
  expect(stranded(aTalk({ n: 1 }), second)).toEqual([second.id]);
  expect(stranded(first, avoiding(2, 9))).toEqual([first.id]);
  expect(stranded(avoiding(1, 9), second)).toEqual([second.id]);
});

describe('somebody who is off could come', () => {
  const one = { volunteer: volunteerNo(1), facts: someFacts() };

  test('though others are avoided, or they are avoided for a while', () => {
    expect(couldCome(avoiding(1, 2), one)).toBe(true);
    expect(couldCome(avoiding(1, 1, at(60)), one)).toBe(true);
    expect(couldCome(avoiding(1, 2, at(60)), one)).toBe(true);
  });

  test('not where they are avoided for good', () => {
    expect(couldCome(avoiding(1, 1), one)).toBe(false);
  });
});
