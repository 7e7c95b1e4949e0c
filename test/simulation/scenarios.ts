/** Difficult situations. Each scenario sets what is special about it; the rest is drawn. */
import type { ProfileName } from './engine/faults.ts';
import type { Behaviour, Setting } from './setting.ts';

type Range = readonly [least: number, most: number];

export interface Scenario {
  /** How often it is drawn, relative to the others; 0: only when named. */
  readonly share: number;
  /** The number of spaces; by default one. */
  readonly spaces?: Range;
  readonly seekers: Range;
  /** Share of the seekers who come through the partner, and share of those that the partner names by a subject. */
  readonly partner: number;
  readonly subject: number;
  readonly volunteers: Range;
  /** Numbers of places that a volunteer may choose. */
  readonly capacities: readonly number[];
  /** Seconds between which seekers arrive. */
  readonly arrival: Range;
  readonly horizonSeconds: number;
  readonly edits: Range;
  readonly languages: {
    /** Languages of the first volunteer, of the other volunteers, and of the requests. */
    readonly first: readonly string[];
    readonly spoken: readonly string[][];
    readonly asked: readonly string[][];
  };
  readonly behaviour: Behaviour;
  readonly space: Pick<Partial<Setting['space']>, 'limits' | 'policy' | 'credentialsRequired' | 'duty'>;
  readonly midnight: boolean;
  /** The fault profiles that it is drawn with; by default all. */
  readonly profiles?: readonly ProfileName[];
  readonly brisk: Setting['brisk'];
  readonly hasty: Setting['hasty'];
  readonly outage: Setting['outage'];
}

const behaviour: Behaviour = {
  declines: 0.15,
  ignores: 0.1,
  volunteersAway: 0.1,
  seekersAway: 0.1,
  saysHere: 1,
  goesOff: 0.04,
  forgetsLease: 0.1,
  pulls: 0.1,
  renews: 0.5,
  cancels: 0.15,
  silent: 0.1,
  erases: 0.12,
  blocks: 0.1,
  blocksLater: 0.3,
  asksAgain: 0.3,
  looksBack: 0.15,
  takesPlaces: 0.1,
};

const evening: Scenario = {
  share: 6,
  seekers: [2, 4],
  partner: 0.6,
  subject: 0.8,
  volunteers: [1, 3],
  capacities: [1, 1, 2, 3],
  arrival: [0, 60],
  horizonSeconds: 130,
  edits: [0, 2],
  languages: { first: ['en'], spoken: [['en'], ['en', 'pl']], asked: [['en'], ['en'], ['pl', 'en']] },
  behaviour,
  space: {},
  midnight: false,
  brisk: 1,
  hasty: false,
  outage: undefined,
};

export const scenarios = {
  evening,
  /** Many seekers at the same time and few volunteers. */
  rush: {
    ...evening,
    share: 2,
    seekers: [5, 7],
    volunteers: [2, 2],
    arrival: [0, 6],
    space: { limits: { restSeconds: 0, talksPerDay: 8 } },
  },
  /** Only one volunteer speaks Polish and could serve all seekers. The matcher must not give that volunteer to the wrong request. */
  'one-language': {
    ...evening,
    share: 2,
    seekers: [3, 5],
    volunteers: [2, 3],
    languages: { first: ['en', 'pl'], spoken: [['en']], asked: [['pl'], ['en'], ['pl', 'en']] },
  },
  /** More seekers than free volunteers, and one volunteer speaks Polish. A request for Polish may pass others, but only a limited number of times. */
  passing: {
    ...evening,
    share: 2,
    seekers: [5, 8],
    volunteers: [3, 4],
    arrival: [0, 40],
    languages: { first: ['en', 'pl'], spoken: [['en']], asked: [['pl'], ['en'], ['en']] },
    space: { policy: { name: 'priced', overtakesMax: 1 }, limits: { restSeconds: 0, talksPerDay: 8, capacityMax: 1 } },
  },
  'most-decline': {
    ...evening,
    share: 2,
    volunteers: [2, 3],
    behaviour: { ...behaviour, declines: 0.6, ignores: 0.3, pulls: 0.2 },
  },
  /** All volunteers go off at the same moment, and come back. */
  'mass-off': { ...evening, share: 2, volunteers: [3, 4], behaviour: { ...behaviour, goesOff: 0.3 } },
  /** The store is unavailable for a while. Then all people come back at once. */
  outage: { ...evening, share: 2, outage: { from: 40, to: 75 }, arrival: [20, 70] },
  /** Seekers block the volunteer of a talk while they ask again. */
  'block-races': {
    ...evening,
    share: 3,
    profiles: ['races', 'races', 'races', 'lag', 'store', 'network', 'everything'],
    seekers: [2, 3],
    partner: 1,
    subject: 1,
    volunteers: [2, 4],
    arrival: [0, 30],
    languages: { first: ['en'], spoken: [['en']], asked: [['en']] },
    behaviour: {
      ...behaviour,
      blocks: 0.9,
      blocksLater: 0.8,
      asksAgain: 1,
      cancels: 0.05,
      erases: 0,
      goesOff: 0.01,
      volunteersAway: 0,
      seekersAway: 0,
    },
    brisk: 2,
    space: {
      limits: {
        restSeconds: 0,
        heavyRestSeconds: 0,
        talksPerDay: 8,
        capacityMax: 3,
        offerWindowSeconds: 30,
        stillThereSeconds: 60,
      },
      policy: { name: 'fair', preferredSeconds: 30 },
      credentialsRequired: [],
    },
  },
  /** Volunteers who pull the next offer themselves, and who forget that they are on. */
  pulling: {
    ...evening,
    share: 2,
    behaviour: { ...behaviour, pulls: 0.8, renews: 0.1, forgetsLease: 2 },
    space: { limits: { restSeconds: 0, talksPerDay: 8, presenceLeaseSeconds: 30 } },
  },
  'no-shows': {
    ...evening,
    share: 3,
    seekers: [1, 3],
    volunteers: [1, 2],
    arrival: [0, 30],
    horizonSeconds: 300,
    behaviour: { ...behaviour, volunteersAway: 0.8, seekersAway: 0.1, cancels: 0, goesOff: 0.01 },
    space: { limits: { talkSecondsMax: 300, unmatchedExpirySeconds: 60, restSeconds: 0 }, credentialsRequired: [] },
  },
  /** No app says "here", so nothing tells whether the two have met. */
  unsigned: {
    ...evening,
    share: 1,
    seekers: [1, 3],
    volunteers: [1, 2],
    arrival: [0, 30],
    horizonSeconds: 800,
    behaviour: { ...behaviour, saysHere: 0, volunteersAway: 0.6, cancels: 0, goesOff: 0.01 },
    space: { limits: { talkSecondsMax: 900, unmatchedExpirySeconds: 60, restSeconds: 20 }, credentialsRequired: [] },
  },
  hedges: {
    ...evening,
    share: 2,
    volunteers: [3, 4],
    seekers: [2, 3],
    behaviour: { ...behaviour, ignores: 0.4 },
    space: {
      policy: { name: 'fair', hedgeAfterSeconds: 0, hedgeSurplus: 1, preferredSeconds: 0, bestFitSeconds: 0 },
      limits: { offerWindowSeconds: 30 },
    },
  },
  /** A coordinator who edits very often, also the hours. */
  edits: { ...evening, share: 2, edits: [5, 8], behaviour: { ...behaviour, goesOff: 0.1 } },
  /** The same without pauses, while volunteers go on and off: an edit must reach a volunteer who goes on at the same time. */
  'hasty-edits': {
    ...evening,
    share: 2,
    profiles: ['races', 'races', 'races', 'store', 'everything'],
    hasty: true,
    edits: [20, 30],
    volunteers: [3, 4],
    behaviour: { ...behaviour, goesOff: 0.7, takesPlaces: 0.2 },
    space: { limits: { restSeconds: 0, talksPerDay: 8, capacityMax: 3 } },
  },
  /** No faults and few free volunteers: a volunteer who becomes free is found at once. */
  queue: {
    ...evening,
    share: 2,
    profiles: ['none'],
    seekers: [4, 6],
    volunteers: [1, 2],
    capacities: [1],
    arrival: [0, 20],
    languages: { first: ['en'], spoken: [['en']], asked: [['en']] },
    behaviour: { ...behaviour, declines: 0.3, ignores: 0.05, goesOff: 0.1, pulls: 0, cancels: 0.05 },
    space: { limits: { restSeconds: 0, talksPerDay: 8, offerWindowSeconds: 30 }, credentialsRequired: [] },
  },
  /** The number of places of a volunteer is lowered during several talks. */
  'fewer-places': {
    ...evening,
    share: 2,
    seekers: [5, 7],
    volunteers: [1, 2],
    capacities: [2, 3],
    edits: [6, 9],
    behaviour: { ...behaviour, takesPlaces: 0.8, goesOff: 0.1, blocks: 0, cancels: 0.05 },
    space: { limits: { restSeconds: 0, talksPerDay: 8, capacityMax: 3 }, credentialsRequired: [] },
  },
  midnight: {
    ...evening,
    share: 2,
    midnight: true,
    profiles: ['clocks', 'clocks', 'clocks', 'clocks', 'everything', 'none'],
    brisk: 3,
    edits: [0, 0],
    seekers: [6, 8],
    volunteers: [2, 3],
    arrival: [20, 170],
    horizonSeconds: 240,
    languages: { first: ['en'], spoken: [['en']], asked: [['en']] },
    behaviour: {
      ...behaviour,
      declines: 0.05,
      ignores: 0.05,
      volunteersAway: 0,
      seekersAway: 0,
      silent: 0.02,
      cancels: 0.02,
      blocks: 0,
    },
    // Leases and windows are longer than the skew of any clock, so that talks take place and can be counted.
    space: {
      limits: {
        talksPerDay: 1,
        restSeconds: 0,
        heavyRestSeconds: 0,
        capacityMax: 1,
        presenceLeaseSeconds: 300,
        offerWindowSeconds: 180,
        unmatchedExpirySeconds: 300,
        stillThereSeconds: 180,
      },
      credentialsRequired: [],
    },
  },
  /** All volunteers are new, and a coordinator is on duty only for one minute in the middle. */
  probation: {
    ...evening,
    share: 2,
    seekers: [3, 6],
    capacities: [1, 2, 3],
    arrival: [0, 100],
    horizonSeconds: 200,
    behaviour: { ...behaviour, pulls: 0.3, cancels: 0.05, volunteersAway: 0.3 },
    space: {
      duty: { weekly: [{ day: 'monday', from: '12:01', to: '12:02' }] },
      limits: { probationTalks: 1, capacityMax: 3, restSeconds: 0, talksPerDay: 8, unmatchedExpirySeconds: 180 },
      credentialsRequired: [],
    },
  },
  /** Few volunteers are on. Volunteers who are off are called out for requests that no volunteer on can serve. */
  'off-shift': {
    ...evening,
    share: 2,
    seekers: [3, 6],
    volunteers: [2, 4],
    arrival: [10, 100],
    horizonSeconds: 160,
    languages: { first: ['en', 'pl'], spoken: [['en'], ['en', 'pl']], asked: [['pl'], ['pl'], ['en']] },
    behaviour: { ...behaviour, goesOff: 0.5, cancels: 0.05 },
    space: { policy: { calloutsAtOnce: 1 }, limits: { talksPerDay: 8 } },
  },
  /**
   * Each person is a volunteer in all spaces. No request waits for a preferred volunteer: whether one who is busy in another space is worth waiting for
   * cannot be seen here.
   */
  'two-spaces': {
    ...evening,
    share: 2,
    spaces: [2, 3],
    seekers: [5, 8],
    volunteers: [1, 2],
    capacities: [1, 1, 2],
    edits: [0, 1],
    behaviour: { ...behaviour, pulls: 0.3, cancels: 0.05, goesOff: 0.08 },
    space: {
      policy: { preferredSeconds: 0, bestFitSeconds: 0 },
      limits: { talksPerDay: 2, capacityMax: 2, restSeconds: 5 },
      credentialsRequired: [],
    },
  },
  forgetting: { ...evening, share: 1, behaviour: { ...behaviour, erases: 0.6, asksAgain: 0.6 } },
  /** More requests wait than one page of the room shows, and no volunteer who is on speaks their language. */
  deep: {
    ...evening,
    share: 0,
    seekers: [200, 220],
    volunteers: [3, 4],
    arrival: [0, 30],
    horizonSeconds: 150,
    languages: { first: ['pl'], spoken: [['en']], asked: [['pl'], ['pl'], ['pl'], ['en']] },
    space: { limits: { waitingMax: 1000, unmatchedExpirySeconds: 180 } },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;
