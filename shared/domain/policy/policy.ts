/** How a space matches: a policy by name, with what it may tune. */
import * as z from 'zod';
import { policyLimits } from '../limits.ts';

/**
 * `priced`: first come first served within a need class, but for `overtakesMax`; among volunteers the best fit at the least
 * price, so that rare skills are left for those who need them. `fair`: the same order, and among volunteers the same one
 * again, the best fit, then the longest idle. `fcfs`: the same order, longest idle volunteer, no preferences but required
 * ones, no hedge.
 */
export const policyNames = ['priced', 'fair', 'fcfs'] as const;

/** What each setting does, as the API describes it. */
const policyWords = {
  name:
    'Who is asked for whom. In all of them the most urgent need comes first and, within a need, who asked first. ' +
    '`priced`: the best fit among those who are free, rare skills kept for those who need them. ' +
    '`fair`: the best fit, waited for until `bestFitSeconds`, then who has been idle longest. ' +
    '`fcfs`: who has been idle longest; only required preferences count.',
  preferredSeconds: 'Seconds during which only the volunteer asked for again is offered, if they are on. Not under `fcfs`.',
  bestFitSeconds: 'Seconds until which only the best fit is offered, if one is on. Only under `fair`.',
  promotionSeconds: 'Seconds of waiting that move a request one need class up, never into `notSafeNow`.',
  hedgeAfterSeconds:
    'Seconds after which a second volunteer may be asked beside one who has not answered; null: never. Not under `fcfs`.',
  hedgeSurplus: 'Free volunteers who could serve a request before a second one is asked.',
  pagesAtOnce:
    'Volunteers who are off and are asked to come, at once and again every ten minutes, for a request that nobody who is on could serve; 0: nobody is.',
  overtakesMax:
    'Later requests of the same need that may ever pass an older one because few volunteers can serve them; 0: none. Only under `priced`.',
  scarcityPercent: 'How dear volunteers with rare skills are to those who do not need them; 0: not at all. Only under `priced`.',
  fitPercent: 'How much topics, preferences and meeting again count; 0: not at all. Only under `priced`.',
  evennessPercent: 'How much it counts that the work is spread evenly; 0: not at all. Only under `priced`.',
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
  pagesAtOnce: tuned('pagesAtOnce'),
  overtakesMax: tuned('overtakesMax'),
  scarcityPercent: tuned('scarcityPercent'),
  fitPercent: tuned('fitPercent'),
  evennessPercent: tuned('evennessPercent'),
});
export type Policy = z.infer<typeof policy>;
