/** The situations that hurt. Each names what is special about it; the rest is drawn. */
import type { Manners, Setting } from './setting.ts';

type Range = readonly [least: number, most: number];

export interface Scenario {
  /** How often it is drawn, compared with the others; 0: only when asked for. */
  readonly share: number;
  readonly seekers: Range;
  readonly volunteers: Range;
  /** Seconds between which seekers arrive. */
  readonly arrival: Range;
  readonly horizonSeconds: number;
  readonly edits: Range;
  readonly languages: {
    /** What the first volunteer speaks, what the others may, and what is asked for. */
    readonly first: readonly string[];
    readonly spoken: readonly string[][];
    readonly asked: readonly string[][];
  };
  readonly manners: Manners;
  readonly space: Pick<Partial<Setting['space']>, 'limits' | 'policy' | 'credentialsRequired'>;
  readonly midnight: boolean;
  readonly outage: Setting['outage'];
}

const manners: Manners = {
  declines: 0.15,
  ignores: 0.1,
  volunteersAway: 0.1,
  seekersAway: 0.1,
  goesOff: 0.04,
  forgetsLease: 0.1,
  pulls: 0.1,
  cancels: 0.15,
  silent: 0.1,
  erases: 0.12,
  blocks: 0.1,
  blocksLater: 0.3,
  asksAgain: 0.3,
  looksBack: 0.15,
};

const evening: Scenario = {
  share: 6,
  seekers: [2, 4],
  volunteers: [1, 3],
  arrival: [0, 60],
  horizonSeconds: 130,
  edits: [0, 2],
  languages: { first: ['en'], spoken: [['en'], ['en', 'pl']], asked: [['en'], ['en'], ['pl', 'en']] },
  manners,
  space: {},
  midnight: false,
  outage: undefined,
};

export const scenarios = {
  evening,
  /** Many at once, few to listen. */
  rush: {
    ...evening,
    share: 2,
    seekers: [5, 7],
    volunteers: [2, 2],
    arrival: [0, 6],
    space: { limits: { restSeconds: 0, talksPerDay: 8 } },
  },
  /** One speaks Polish; the others must not be given away to, nor must that one, who could serve everybody. */
  'one-language': {
    ...evening,
    share: 2,
    seekers: [3, 5],
    volunteers: [2, 3],
    languages: { first: ['en', 'pl'], spoken: [['en']], asked: [['pl'], ['en'], ['pl', 'en']] },
  },
  'everybody-declines': {
    ...evening,
    share: 2,
    volunteers: [2, 3],
    manners: { ...manners, declines: 0.6, ignores: 0.3, pulls: 0.2 },
  },
  /** Everybody goes off in the same moment, and comes back. */
  'mass-off': { ...evening, share: 2, volunteers: [3, 4], manners: { ...manners, goesOff: 0.3 } },
  /** The store is away for a while; then everybody is back at once. */
  outage: { ...evening, share: 2, outage: { from: 40, to: 75 }, arrival: [20, 70] },
  'block-storm': {
    ...evening,
    share: 3,
    volunteers: [1, 2],
    arrival: [0, 30],
    manners: { ...manners, blocks: 0.9, blocksLater: 0.8, asksAgain: 1, cancels: 0.05, erases: 0 },
    space: { limits: { restSeconds: 0, talksPerDay: 8, capacityMax: 3 }, credentialsRequired: [] },
  },
  /** Volunteers who ask for the next one themselves, and forget that they are on. */
  pulling: {
    ...evening,
    share: 2,
    manners: { ...manners, pulls: 0.8, forgetsLease: 1.5 },
    space: { limits: { restSeconds: 0, talksPerDay: 8 } },
  },
  'no-shows': {
    ...evening,
    share: 3,
    volunteers: [1, 2],
    arrival: [0, 30],
    horizonSeconds: 300,
    manners: { ...manners, volunteersAway: 0.8, seekersAway: 0.1, cancels: 0, goesOff: 0.01 },
    space: { limits: { talkSecondsMax: 300, unmatchedExpirySeconds: 60, restSeconds: 0 }, credentialsRequired: [] },
  },
  hedges: {
    ...evening,
    share: 2,
    volunteers: [3, 4],
    seekers: [2, 3],
    manners: { ...manners, ignores: 0.4 },
    space: {
      policy: { name: 'fair', hedgeAfterSeconds: 0, hedgeSurplus: 1, preferredSeconds: 0, bestFitSeconds: 0 },
      limits: { offerWindowSeconds: 30 },
    },
  },
  /** A coordinator who cannot leave anything alone, hours included. */
  edits: { ...evening, share: 2, edits: [5, 8], manners: { ...manners, goesOff: 0.1 } },
  midnight: {
    ...evening,
    share: 1,
    midnight: true,
    seekers: [4, 6],
    arrival: [60, 200],
    horizonSeconds: 240,
    space: { limits: { talksPerDay: 1, restSeconds: 0, capacityMax: 1 } },
  },
  forgetting: { ...evening, share: 1, manners: { ...manners, erases: 0.6, asksAgain: 0.6 } },
  /** More wait than one page of the room shows, and nobody who is on speaks their language. */
  deep: {
    ...evening,
    share: 0,
    seekers: [110, 130],
    volunteers: [3, 4],
    arrival: [0, 90],
    horizonSeconds: 150,
    languages: { first: ['pl'], spoken: [['en']], asked: [['pl'], ['pl'], ['pl'], ['en']] },
    space: { limits: { waitingMax: 1000, unmatchedExpirySeconds: 180 } },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
