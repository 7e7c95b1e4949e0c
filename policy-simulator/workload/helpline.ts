/**
 * The synthetic helpline: the bank's hours and patience, longer talks, and volunteers who come and go. Scarcity compares how many
 * volunteers have a skill with how often seekers need it. There is no public figure for it, so three levels are compared.
 */
import { bankPatience } from '../../random/bank-patience.ts';
import { spaceLimits } from '../../shared/domain/limits.ts';
import type { Weighted } from '../../random/random.ts';
import type { Helpline } from './draw-scenario.ts';
import * as figures from './figures.ts';
import type { Demand, Mix, Preferable, Supply } from './mix.ts';

export const scarcities = ['none', 'mild', 'strong'] as const;
export type Scarcity = (typeof scarcities)[number];

/** Assumption: ten topics, the first one the most frequent. A volunteer knows about half of them well. */
const topics: readonly Weighted<string>[] = [
  'loneliness',
  'anxiety',
  'family',
  'grief',
  'love',
  'work',
  'money',
  'school',
  'health',
  'addiction',
].map((value, n) => ({ value, weight: 1 / (n + 2) }));

/** Assumption: attributes that some seekers prefer and no seeker requires. */
const preferable: readonly Preferable[] = [
  {
    attribute: 'gender',
    askedShare: 0.45,
    values: [
      { value: 'woman', asked: 0.6, supplied: 0.6 },
      { value: 'man', asked: 0.4, supplied: 0.4 },
    ],
  },
  {
    attribute: 'lived',
    askedShare: 0.3,
    values: [
      { value: 'parent', asked: 0.3, supplied: 0.3 },
      { value: 'bereaved', asked: 0.25, supplied: 0.25 },
      { value: 'veteran', asked: 0.2, supplied: 0.2 },
      { value: 'migrant', asked: 0.25, supplied: 0.25 },
    ],
  },
];

/** Assumption: four languages; 12 % need a volunteer with clearance, 12 % a mentor; independent of each other. */
const asked: Pick<Demand, 'languages' | 'clearanceShare' | 'mentorShare'> = {
  languages: [
    { value: 'en', weight: 0.8 },
    { value: 'es', weight: 0.12 },
    { value: 'pl', weight: 0.05 },
    { value: 'ar', weight: 0.03 },
  ],
  clearanceShare: 0.12,
  mentorShare: 0.12,
};

const demandOf: Record<Scarcity, Pick<Demand, 'languages' | 'clearanceShare' | 'mentorShare'>> = {
  none: { languages: [{ value: 'en', weight: 1 }], clearanceShare: 0, mentorShare: 0 },
  mild: asked,
  strong: asked,
};

/** Assumption: at mild scarcity the supply of every skill is twice its demand; at strong scarcity a quarter more than it. */
const suppliedTimes: Record<Scarcity, number> = { none: 0, mild: 2, strong: 1.25 };

function supplyOf(scarcity: Scarcity): Pick<Supply, 'secondLanguage' | 'clearanceShare' | 'mentorShare'> {
  const times = suppliedTimes[scarcity];
  const others = asked.languages.slice(1).map((one) => ({ value: one.value, weight: one.weight * times }));
  const none = 1 - others.reduce((sum, one) => sum + one.weight, 0);
  return {
    secondLanguage: [{ value: null, weight: none }, ...others],
    clearanceShare: asked.clearanceShare * times,
    mentorShare: asked.mentorShare * times,
  };
}

/** Demand and supply at a level of scarcity. */
export function mixOf(scarcity: Scarcity): Mix {
  return {
    topics,
    preferable,
    demand: {
      ...demandOf[scarcity],
      topicShare: 0.9,
      sameVolunteerShare: 0.03,
      needs: [{ value: 'now', weight: 1 }],
    },
    supply: {
      ...supplyOf(scarcity),
      topicShare: 0.45,
      accept: figures.acceptance,
      capacity: [
        { value: 1, weight: 0.9 },
        { value: 2, weight: 0.07 },
        { value: 3, weight: 0.03 },
      ],
      talksPerDay: spaceLimits.talksPerDay.default,
    },
  };
}

export interface HelplineOptions {
  /** Requests per hour, averaged over the 24 hours of a day. */
  readonly perHour: number;
  readonly load: number;
  readonly scarcity: Scarcity;
}

/** The helpline at a size, a load and a scarcity. */
export function helpline({ perHour, load, scarcity }: HelplineOptions): Helpline {
  return {
    name: `helpline-${perHour}-${load}-${scarcity}`,
    arrivals: { perDay: perHour * 24, shape: figures.bankHourShape, dayCv: figures.dayCv },
    mix: mixOf(scarcity),
    seekers: { patience: bankPatience, talk: figures.talkLength, heavyShare: 0.1, silentShare: 0.3 },
    habits: {
      length: figures.shiftLength,
      announcesEndShare: 0.5,
      leavesEarlyShare: 0.2,
      earlySecondsMax: 1800,
      leavesSilentlyShare: 0.03,
    },
    behaviour: {
      noAnswerShare: figures.noAnswerShare,
      answer: figures.answerTime,
      redialShare: figures.redial.share,
      redialWithinSeconds: figures.redial.withinSeconds,
      callout: figures.offShiftCallout,
    },
    limits: defaultLimits,
    load,
  };
}

/** The limits of a space with default settings. */
export const defaultLimits = {
  offerWindowSeconds: spaceLimits.offerWindowSeconds.default,
  restSeconds: spaceLimits.restSeconds.default,
  heavyRestSeconds: spaceLimits.heavyRestSeconds.default,
  presenceLeaseSeconds: spaceLimits.presenceLeaseSeconds.default,
  stillThereSeconds: spaceLimits.stillThereSeconds.default,
  unmatchedExpirySeconds: spaceLimits.unmatchedExpirySeconds.default,
  talkSecondsMax: spaceLimits.talkSecondsMax.default,
} as const;
