/**
/**
 * Figures of real services, from which the workloads are built. "Bank" is the call centre of an Israeli bank in 1999 (Guedj and
 * Mandelbaum, Technion, "Anonymous Bank Call-Center Data", 2000): its shape is derived from its January, August and October.
 * random/bank-patience.ts has the patience of its callers. Where no figure is public, an assumption is used and marked as such.
 */
import type { Lognormal } from '../../random/distributions.ts';

/** Bank, Sunday to Thursday: share of the day's calls per hour, from 0:00. The night holds .002 together. */
export const bankHourShape: readonly number[] = [
  ...Array.from({ length: 7 }, () => 0.002 / 7),
  0.026,
  0.057,
  0.079,
  0.09,
  0.077,
  0.07,
  0.07,
  0.076,
  0.078,
  0.078,
  0.061,
  0.052,
  0.043,
  0.038,
  0.039,
  0.038,
  0.027,
];

/** Coefficient of variation of a day's volume around the forecast. Bank: .14 to .22 within a month. */
export const dayCv = 0.2;

/** Median patience of the whole bank, and of its kinds of callers, in seconds. */
export const bankMedianPatience = { all: 365, PS: 610, NW: 163, NE: 757, IN: 323 } as const;

/** Of the bank's callers who hung up while waiting, 31 % called again within 30 minutes. */
export const redial = { share: 0.3, withinSeconds: 1800 } as const;

/** Talks: Samaritans 16 minutes of duty for each contact, UPchieve 30 to 45. Assumption within: 24 minutes on average. */
export const talkLength: Lognormal = { mean: 1440, sigma: 0.8, min: 60, max: 7200 };

/** Assumption: volunteers answer after a median of 8 seconds. */
export const answerTime: Lognormal = { mean: 8 * Math.exp(0.6 ** 2 / 2), sigma: 0.6, min: 1, max: 600 };

/** Assumption: volunteers on shift accept three of four offers, each with an individual share: Beta(6, 2). */
export const acceptance = { a: 6, b: 2 } as const;

/** Assumption: one offer in ten gets no answer. */
export const noAnswerShare = 0.1;

/** Assumption: shifts last 75 minutes on average (Samaritans: 3 to 6 hours; online volunteers far less). */
export const shiftLength: Lognormal = { mean: 4500, sigma: 0.5, min: 1200, max: 14_400 };

/** Assumption: one call-out in ten brings a volunteer, some minutes later, for about half an hour. */
export const offShiftCallout = {
  acceptShare: 0.1,
  delay: { mean: 300, sigma: 0.5, min: 60, max: 1200 },
  stay: { mean: 1800, sigma: 0.4, min: 900, max: 5400 },
} as const;
