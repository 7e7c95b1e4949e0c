/** Skills that an operator would call scarce and enter by hand: a second language, clearance, being a mentor. */
import type { Seat } from '../../shared/domain/seat.ts';
import type { Criteria } from '../../shared/domain/talk.ts';

/** Number of scarce skills of this volunteer. */
export function rareSkillsOf({ facts }: Seat): number {
  const required = facts.attributes['clearance'] === undefined ? 0 : 1;
  return facts.languages.length - 1 + (facts.role === 'listener' ? 0 : 1) + required;
}

/** Whether the request needs a scarce skill. `common` is the language that every volunteer speaks. */
export function needsRareSkill(criteria: Criteria, common: string): boolean {
  return (
    !criteria.languages.includes(common) ||
    criteria.role !== undefined ||
    criteria.preferences.some((one) => one.strength === 'require')
  );
}

/** The common language: the first language of a volunteer. */
export function commonLanguage(seats: readonly Seat[]): string {
  return seats[0]?.facts.languages[0] ?? '';
}
