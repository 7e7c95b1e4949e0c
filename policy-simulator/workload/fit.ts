/** How well a pair fits: .6 for the topic and .4 for the seeker's preferences. A part for which nothing was asked is left out. */
import { meets, type Fit } from '../../shared/domain/eligibility.ts';
import type { Criteria } from '../../shared/domain/talk.ts';

const topicWeight = 0.6;
const preferenceWeight = 0.4;

/** Fit, 0 to 1. Arrival for the same volunteer again counts as a preference. */
export function fitQuality(criteria: Criteria, fit: Pick<Fit, 'topics' | 'attributes'> & { readonly volunteer: string }): number {
  const preferred = criteria.preferences.filter((one) => one.strength === 'prefer');
  const wishes = preferred.length + (criteria.sameVolunteer === undefined ? 0 : 1);
  const met = preferred.filter((one) => meets(fit.attributes, one)).length + (criteria.sameVolunteer === fit.volunteer ? 1 : 0);
  const parts = [
    {
      weight: criteria.topics.length > 0 ? topicWeight : 0,
      share: criteria.topics.filter((one) => fit.topics.includes(one)).length / criteria.topics.length,
    },
    { weight: wishes > 0 ? preferenceWeight : 0, share: met / wishes },
  ].filter((part) => part.weight > 0);
  const weights = parts.reduce((sum, part) => sum + part.weight, 0);
  return weights === 0 ? 1 : parts.reduce((sum, part) => sum + part.weight * part.share, 0) / weights;
}
