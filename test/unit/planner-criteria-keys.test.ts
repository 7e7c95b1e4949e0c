/** Requests with an equal key are computed once. So everything that affects the result must be in the key. */
import { describe, expect, test } from 'vitest';
import { needsKey, wishesKey } from '../../shared/domain/policy/criteria-keys.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import { aTalk, volunteerNo } from '../fixtures/domain.ts';

const asking = (parts: Partial<Criteria> = {}) => aTalk({ criteria: parts }).criteria;
const wanting = (strength: 'prefer' | 'require', attribute: string, value: string) =>
  asking({ preferences: [{ attribute, value, strength }] });

describe('the key of the needs', () => {
  test('differs with language, channel, role, topics and required attributes', () => {
    const different = [
      asking(),
      asking({ languages: ['fr'] }),
      asking({ languages: ['en', 'fr'] }),
      asking({ channel: 'voice' }),
      asking({ role: 'mentor' }),
      asking({ role: 'professional' }),
      asking({ topics: ['grief'] }),
      asking({ topics: ['grief', 'work'] }),
      asking({ topics: ['griefwork'] }),
      wanting('require', 'gender', 'woman'),
      wanting('require', 'gender', 'man'),
      wanting('require', 'age', 'woman'),
    ];
    expect(new Set(different.map(needsKey)).size).toBe(different.length);
  });

  test('does not depend on preferences', () => {
    expect(needsKey(wanting('prefer', 'gender', 'woman'))).toBe(needsKey(asking()));
    expect(needsKey(asking({ sameVolunteer: volunteerNo(1) }))).toBe(needsKey(asking()));
  });
});

describe('the key of the wishes', () => {
  test('differs with topics, preferences and the volunteer asked for again', () => {
    const different = [
      asking(),
      asking({ topics: ['grief'] }),
      asking({ topics: ['grief', 'work'] }),
      asking({ topics: ['griefwork'] }),
      asking({ languages: ['en-GB'] }),
      asking({ languages: ['en-US'] }),
      asking({ sameVolunteer: volunteerNo(1) }),
      asking({ sameVolunteer: volunteerNo(2) }),
      wanting('prefer', 'gender', 'woman'),
      wanting('prefer', 'gender', 'man'),
      wanting('prefer', 'age', 'woman'),
    ];
    expect(new Set(different.map(wishesKey)).size).toBe(different.length);
  });

  test('does not depend on required attributes', () => {
    expect(wishesKey(wanting('require', 'gender', 'woman'))).toBe(wishesKey(asking()));
    expect(wishesKey(asking({ languages: ['fr'], channel: 'voice', role: 'mentor' }))).toBe(wishesKey(asking()));
  });
});
