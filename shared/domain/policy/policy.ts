/** How a space matches: a policy by name, with its settings. */
import * as z from 'zod';
import { policyLimits } from '../limits.ts';

/**
 * `priced`: first come, first served within a need class, except for `overtakesMax`. Among volunteers: the best fit at the lowest
 * price, so that rare skills stay free for the requests that need them. `fair`: the same order of requests; among volunteers the
 * same one again, then the best fit, then the longest idle. `fcfs`: the same order of requests; the longest idle volunteer, no
 * preferences except required ones, no hedge.
 */
export const policyNames = ['priced', 'fair', 'fcfs'] as const;

/** What each setting does, as the API describes it. */
const policyWords = {
  name:
    'How requests and volunteers are chosen. In every policy the most urgent need comes first, and within a need the seeker who asked first. ' +
    '`priced`: the best fit among the free volunteers; rare skills are kept for the requests that need them. ' +
    '`fair`: the best fit, for which a request waits until `bestFitSeconds`; then the volunteer who has been idle longest. ' +
    '`fcfs`: the volunteer who has been idle longest; only required preferences count.',
  preferredSeconds:
    'Seconds during which only the volunteer the seeker asked for again gets the offer, if that volunteer is on. Not under `fcfs`.',
  bestFitSeconds: 'Seconds until which only the best fit gets the offer, if one is on. Only under `fair`.',
  promotionSeconds: 'Seconds of waiting that move a request up one need class, never into `notSafeNow`.',
  hedgeAfterSeconds:
    'Seconds after which a second volunteer may be asked beside one who has not answered; null: never. Not under `fcfs`.',
  hedgeSurplus: 'Free volunteers who could serve a request before a second one is asked.',
  calloutsAtOnce:
    'Volunteers who are off and are called out, at once and again every ten minutes, for a request that no volunteer who is on could serve; 0: none.',
  overtakesMax:
    'Later requests of the same need that may overtake an older one during its whole wait, because few volunteers can serve them; 0: none. Only under `priced`.',
  scarcityPercent:
    'How strongly volunteers with rare skills are kept for the requests that need them; 0: not at all. Only under `priced`.',
  fitPercent: 'How much topics, preferences and meeting the same volunteer again count; 0: not at all. Only under `priced`.',
  evennessPercent: 'How much an even spread of the work counts; 0: not at all. Only under `priced`.',
} as const satisfies Record<'name' | keyof typeof policyLimits, string>;

const tuned = (setting: keyof typeof policyLimits) => {
  const { min, max, default: usual } = policyLimits[setting];
  return z.int().min(min).max(max).describe(policyWords[setting]).default(usual);
};

export const policy = z.strictObject({
  name: z.enum(policyNames).describe(policyWords.name).default('priced'),
  preferredSeconds: tuned('preferredSeconds'),
  bestFitSeconds: tuned('bestFitSeconds'),
  promotionSeconds: tuned('promotionSeconds'),
  hedgeAfterSeconds: tuned('hedgeAfterSeconds').nullable(),
  hedgeSurplus: tuned('hedgeSurplus'),
  calloutsAtOnce: tuned('calloutsAtOnce'),
  overtakesMax: tuned('overtakesMax'),
  scarcityPercent: tuned('scarcityPercent'),
  fitPercent: tuned('fitPercent'),
  evennessPercent: tuned('evennessPercent'),
});
export type Policy = z.infer<typeof policy>;
