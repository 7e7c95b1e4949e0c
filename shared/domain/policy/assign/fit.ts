/** How well a volunteer fits what a seeker asked for: the share of it that the volunteer has. */
import { meets } from '../../eligibility.ts';
import { isRegional } from '../../language.ts';
import type { Seat } from '../../seat.ts';
import type { Criteria } from '../../talk.ts';
import { isSame, sharedTopics, speaksAsAsked } from '../relax.ts';

const topicWeight = 0.6;
const preferenceWeight = 0.4;

/**
 * The share of the whole that a language with its region counts. Small, because many apps send the region of the device, and the seeker
 * wishes for nothing by it: as much as two and a half minutes of idle time.
 */
const regionShare = 0.1;

/**
 * 0 to 1: .6 for the topics shared, .4 for the preferences met. Meeting the same volunteer again is one of the preferences. A seeker who
 * named a language with its region, such as `en-GB`, fits a little better with a volunteer who named the same. What the seeker did not ask for does not count. If the seeker asked for nothing, every volunteer fits.
 */
export function fitFor(criteria: Criteria, seat: Seat): number {
  const fit = wishesMet(criteria, seat);
  if (!criteria.languages.some(isRegional)) return fit;
  return (1 - regionShare) * fit + (speaksAsAsked(criteria, seat) ? regionShare : 0);
}

function wishesMet(criteria: Criteria, seat: Seat): number {
  let weight = 0;
  let fit = 0;
  if (criteria.topics.length > 0) {
    weight += topicWeight;
    fit += (topicWeight * sharedTopics(criteria, seat)) / criteria.topics.length;
  }
  let wishes = 0;
  let met = 0;
  for (const wanted of criteria.preferences) {
    if (wanted.strength === 'require') continue;
    wishes += 1;
    if (meets(seat.facts.attributes, wanted)) met += 1;
  }
  if (criteria.sameVolunteer !== undefined) {
    wishes += 1;
    if (isSame(criteria, seat)) met += 1;
  }
  if (wishes > 0) {
    weight += preferenceWeight;
    fit += (preferenceWeight * met) / wishes;
  }
  return weight === 0 ? 1 : fit / weight;
}
