/**
 * What is written passes the schema that will read it. Each upper bound of a stored field is named here: either a body of the contract sets the
 * field, and admits no more than is read; or a use case makes it grow, and is driven below, to and beyond the bound. A new bounded field without
 * a row fails.
 */
import { describe, expect, it } from 'vitest';
import { contract, type RouteId } from '../../shared/contract/contract.ts';
import { boundsOf, sizeOf, storedBounds, unreadableIn } from '../fixtures/stored-bounds.ts';
import { growing } from '../fixtures/growing-fields.ts';

/** Stored fields, and the field of a body that sets them. A field stands for all that begins with it. */
const sources: readonly (readonly [stored: string, route: RouteId, body: string])[] = [
  ['space.', 'createSpace', ''],
  ['volunteer.mutedTopics', 'editMe', 'mutedTopics'],
  ['volunteer.', 'addVolunteer', ''],
  ['talk.criteria.', 'ask', ''],
  ['demand.kinds[].kind.languages', 'ask', 'languages'],
  ['demand.kinds[].kind.requires[].', 'ask', 'preferences[].'],
  ['seat.callout.languages', 'ask', 'languages'],
  ['seat.facts.topics', 'addVolunteer', 'topics'],
  ['seat.facts.mutedTopics', 'editMe', 'mutedTopics'],
  ['seat.facts.languages', 'addVolunteer', 'languages'],
  ['seat.facts.capacityMax', 'createSpace', 'limits.capacityMax'],
  ['seat.facts.probationTalks', 'createSpace', 'limits.probationTalks'],
  ['seat.capacity', 'setAvailability', 'capacity'],
  ['partner.name', 'createPartner', 'name'],
  ['feedback.rating', 'giveFeedback', 'rating'],
];

/** Fields whose size no caller chooses, and why. */
const fixed: Readonly<Record<string, string>> = {
  'space.confirmed{name} maxLength': 'the country of the path, which is checked as in a body',
  'dayCounts.waits maxItems': 'one number for each range of waits',
  'positionCounts.waits maxItems': 'one number for each range of waits',
};

const isGrown = (bound: string): boolean => growing.some(({ fields }) => fields.some((field) => bound.startsWith(`${field} `)));

describe('every upper bound of a stored field', () => {
  it('[bug-bound-without-row] has a row', () => {
    const rowless = [...storedBounds.keys()].filter(
      (bound) => fixed[bound] === undefined && !isGrown(bound) && !sources.some(([stored]) => bound.startsWith(stored)),
    );
    expect(rowless).toEqual([]);
    expect(storedBounds.size).toBeGreaterThan(100);
  });

  it('is no less than what a body may set', () => {
    const tooSmall = [...storedBounds].flatMap(([bound, most]) => {
      const source = sources.find(([stored]) => bound.startsWith(stored));
      if (source === undefined || fixed[bound] !== undefined) return [];
      const [stored, route, body] = source;
      const { body: schema } = contract[route];
      const admitted = boundsOf('', schema).get(`${body}${bound.slice(stored.length)}`);
      return admitted === undefined || admitted > most ? [`${bound} ${most}: ${route} admits ${admitted ?? 'any size'}`] : [];
    });
    expect(tooSmall).toEqual([]);
  });

  it('has no row for what no longer has a bound', () => {
    const bounds = [...storedBounds.keys()];
    const stale = [...sources.map(([stored]) => stored), ...Object.keys(fixed), ...growing.flatMap(({ fields }) => fields)];
    expect(stale.filter((one) => !bounds.some((bound) => bound.startsWith(one)))).toEqual([]);
  });
});

describe.each(growing)('a use case that makes $fields grow', ({ fields, bound, grow, sizeAfter }) => {
  it.each([bound - 1, bound, bound + 1])('[bug-grown-beyond] stores what its readers take, %i times', async (times) => {
    const items = await grow(times);
    expect(unreadableIn(items)).toEqual([]);
    const size = sizeAfter?.(times) ?? Math.min(times, bound);
    for (const field of fields) expect([field, sizeOf(field, items)]).toEqual([field, size]);
  });
});
