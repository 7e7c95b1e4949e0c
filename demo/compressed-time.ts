/** A space whose time runs faster: its limits divided by the factor, as far as the contract lets them. */
import type * as z from 'zod';
import type { spaceCreation } from '../shared/contract/spaces.ts';
import { policyLimits, spaceLimits, type Tunable } from '../shared/domain/limits.ts';
import { languages, topics } from './wording.ts';

/** Limits of the demo's space, real seconds. */
export interface CompressedLimits {
  readonly offerWindowSeconds: number;
  readonly restSeconds: number;
  readonly heavyRestSeconds: number;
  readonly presenceLeaseSeconds: number;
  readonly stillThereSeconds: number;
  readonly unmatchedExpirySeconds: number;
  readonly talkSecondsMax: number;
}

/** The defaults of a space, `factor` times as fast. Pure. */
export function compressedLimits(factor: number): CompressedLimits {
  const faster = (bound: Tunable) => compressed(bound, factor);
  return {
    offerWindowSeconds: faster(spaceLimits.offerWindowSeconds),
    restSeconds: faster(spaceLimits.restSeconds),
    heavyRestSeconds: faster(spaceLimits.heavyRestSeconds),
    presenceLeaseSeconds: faster(spaceLimits.presenceLeaseSeconds),
    stillThereSeconds: faster(spaceLimits.stillThereSeconds),
    unmatchedExpirySeconds: faster(spaceLimits.unmatchedExpirySeconds),
    talkSecondsMax: faster(spaceLimits.talkSecondsMax),
  };
}

function compressed({ default: usual, min, max }: Tunable, factor: number): number {
  return Math.min(max, Math.max(min, Math.round(usual / factor)));
}

/** The limits that the contract does not let shrink as far as the factor asks, in words. */
export function notAsFast(factor: number): readonly string[] {
  const named: readonly (readonly [string, Tunable])[] = [
    ['offer window', spaceLimits.offerWindowSeconds],
    ['presence lease', spaceLimits.presenceLeaseSeconds],
    ['still there', spaceLimits.stillThereSeconds],
    ['unmatched expiry', spaceLimits.unmatchedExpirySeconds],
    ['longest talk', spaceLimits.talkSecondsMax],
  ];
  return named.filter(([, bound]) => bound.default / factor < bound.min).map(([name, { min }]) => `${name} ${min} s`);
}

/** Real seconds before a second volunteer is asked: the first one's app needs one to see the offer, whatever the factor. */
const hedgeSecondsMin = 3;

/** The space of the evening: open around the clock, marked as a demo, with a join link for each match. */
export function spaceOf(factor: number, waitingMax: number): z.input<typeof spaceCreation> {
  const link = 'https://talk.example/{conversation}';
  const faster = (bound: Tunable) => compressed(bound, factor);
  return {
    name: 'An evening',
    purpose: 'A demonstration: every person in this space is simulated by a program.',
    country: 'GB',
    demo: true,
    groundRules: { items: ['Be kind.', 'What is said here stays here.', 'No names, no numbers.'] },
    confidentiality: { kept: 'Counts of the evening, nothing of what was said.', limits: [] },
    inclusivity: { languages: [...languages], identityPreferences: ['age-group'] },
    roles: ['listener', 'mentor', 'professional'],
    topics: [...topics],
    channels: ['chat', 'voice', 'video'],
    hours: { always: true },
    duty: { always: true },
    direct: true,
    handover: { seekerUrl: `${link}?side=seeker`, volunteerUrl: `${link}?side=volunteer` },
    limits: { ...compressedLimits(factor), capacityMax: 2, waitingMax },
    policy: {
      preferredSeconds: faster(policyLimits.preferredSeconds),
      bestFitSeconds: faster(policyLimits.bestFitSeconds),
      promotionSeconds: faster(policyLimits.promotionSeconds),
      hedgeAfterSeconds: Math.max(hedgeSecondsMin, faster(policyLimits.hedgeAfterSeconds)),
    },
  };
}
