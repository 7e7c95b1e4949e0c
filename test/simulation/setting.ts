/** The setting of a run: the space, the people, when they arrive and how they behave. Drawn from the seed, by scenario. */
import type * as z from 'zod';
import type { volunteerCreation } from '../../shared/contract/volunteers.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import { reconcileParallel } from '../../shared/domain/limits.ts';
import { type AskBody, askBody } from '../../shared/contract/talk-requests.ts';
import { spaceBody } from '../world/bodies.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import { faultProfiles, type ProfileName } from './engine/faults.ts';
import { scenarios, type Scenario, type ScenarioName } from './scenarios.ts';

export interface SeekerTraits {
  readonly name: string;
  /** Seconds after the beginning. */
  readonly arrivesAt: number;
  readonly body: Omit<AskBody, 'groundRulesVersion'>;
  /** Asks through the partner; otherwise without a credential. */
  readonly throughPartner: boolean;
  readonly patienceSeconds: number;
  readonly saysNotSafeAtLook?: number;
  /** In which of the spaces, from 0. */
  readonly place: number;
}

export interface VolunteerTraits {
  readonly name: string;
  readonly arrivesAt: number;
  readonly profile: z.input<typeof volunteerCreation>;
  readonly capacity: number;
  /** In which of the spaces, from 0, and as which person: one person may serve in several, as a volunteer in each. */
  readonly place: number;
  readonly person: string;
}

/** Shares from 0 to 1 of how people decide. */
export interface Behaviour {
  readonly declines: number;
  readonly ignores: number;
  /** Of those who accept, and of those who are matched: never come. */
  readonly volunteersAway: number;
  readonly seekersAway: number;
  /** Of the apps of those who come: 1, or 0 where no app says "here". */
  readonly saysHere: 0 | 1;
  readonly goesOff: number;
  readonly forgetsLease: number;
  readonly pulls: number;
  /** Renews the lease at a look, instead of leaving it to the look itself. */
  readonly renews: number;
  readonly cancels: number;
  readonly silent: number;
  readonly erases: number;
  readonly blocks: number;
  /** Of those who block: only later, when they may be asking again. */
  readonly blocksLater: number;
  readonly asksAgain: number;
  /** Of the edits: takes places away, and gives them back. */
  readonly takesPlaces: number;
  /** Looks at a request once more when its time is over. */
  readonly looksBack: number;
}

export interface Setting {
  readonly seed: number;
  readonly scenario: ScenarioName;
  readonly profile: ProfileName;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  /** Seconds during which people begin something and things go wrong. */
  readonly horizonSeconds: number;
  readonly latencyMs: number;
  /** The number of spaces. All are alike. */
  readonly spaces: number;
  /** Whether the deployment keeps its spaces apart. */
  readonly apart: boolean;
  /** Whether items that cannot be read lie in the tables. */
  readonly spoils: boolean;
  readonly space: z.input<typeof spaceCreation>;
  readonly seekers: readonly SeekerTraits[];
  readonly volunteers: readonly VolunteerTraits[];
  /** Edits of profiles and of the space. */
  readonly edits: number;
  readonly behaviour: Behaviour;
  /** How many times faster than usual volunteers look, and talk. */
  readonly brisk: number;
  /** Whether the coordinator edits without a pause. */
  readonly hasty: boolean;
  /** From and to, in seconds: the store is unavailable. */
  readonly outage: { readonly from: number; readonly to: number } | undefined;
}

const asked = askBody.omit({ groundRulesVersion: true });

/** The number of subjects is the number of seekers minus this, but at least 3. */
const fewSeekers = 10;

/** Share of the runs with several spaces that keep them apart, and share of all runs in which items cannot be read. */
const apartShare = 0.2;
const spoilsShare = 0.1;
/** The rooms that the reconciler begins at the same moment: the checks know one time of a run. Two of them belong to what cannot be read. */
const spacesBesideSpoilt = reconcileParallel - 2;

const noon = Date.parse('2026-03-02T12:00:00Z');
const beforeMidnight = Date.parse('2026-03-02T23:57:30Z');

/** The same seed gives the same setting. A given scenario or profile replaces the drawn one. */
export function settingOf(
  seed: number,
  given: { readonly scenario?: ScenarioName | undefined; readonly profile?: ProfileName | undefined } = {},
): Setting {
  const random = new SeededRandom(seed).of('setting');
  const names: readonly ScenarioName[] = Object.keys(scenarios)
    .filter((name) => isScenario(name) && scenarios[name].share > 0)
    .filter(isScenario);
  const profiles = Object.keys(faultProfiles).filter(isProfile);
  const scenario = given.scenario ?? weighted(random, names);
  const drawn: Scenario = scenarios[scenario];
  const profile = given.profile ?? random.of('profile').pick(drawn.profiles ?? profiles);
  const seekers = random.of('seekers').integer(...drawn.seekers);
  const spaces = drawn.spaces === undefined ? 1 : random.of('spaces').integer(...drawn.spaces);
  return {
    seed,
    scenario,
    profile,
    startsAt: drawn.midnight ? beforeMidnight : noon,
    horizonSeconds: drawn.horizonSeconds,
    latencyMs: random.of('latency').pick([1, 5, 40]),
    spaces,
    apart: spaces > 1 && random.of('apart').chance(apartShare),
    spoils: spaces <= spacesBesideSpoilt && random.of('unreadable').chance(spoilsShare),
    space: spaceOf(random, drawn),
    seekers: Array.from({ length: seekers }, (_, at) =>
      seekerOf(random.of('seeker', at), drawn, { at, of: seekers, place: at % spaces }),
    ),
    volunteers: Array.from({ length: random.of('volunteers').integer(...drawn.volunteers) }, (_, at) =>
      volunteerOf(random.of('volunteer', at), drawn, at, drawn.midnight ? beforeMidnight : noon),
    ).flatMap((one) => inEverySpace(one, spaces)),
    edits: random.of('edits').integer(...drawn.edits),
    behaviour: drawn.behaviour,
    brisk: drawn.brisk,
    hasty: drawn.hasty,
    outage: drawn.outage,
  };
}

/** The same person as a volunteer in each space. */
function inEverySpace(one: VolunteerTraits, spaces: number): readonly VolunteerTraits[] {
  return Array.from({ length: spaces }, (_, place) =>
    place === 0 ? one : { ...one, place, name: `${one.name}-in-${place + 1}` },
  );
}

function weighted(random: SeededRandom, names: readonly ScenarioName[]): ScenarioName {
  let left = random.of('scenario').next() * names.reduce((sum, name) => sum + scenarios[name].share, 0);
  const found = names.find((name) => {
    left -= scenarios[name].share;
    return left < 0;
  });
  return found ?? 'evening';
}

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}

export function isProfile(name: string): name is ProfileName {
  return Object.hasOwn(faultProfiles, name);
}

function spaceOf(random: SeededRandom, { space }: Scenario): Setting['space'] {
  return {
    ...spaceBody,
    demo: true,
    direct: true,
    channels: ['chat', 'voice'],
    topics: ['grief', 'study'],
    ...(random.of('credentials').chance(0.3) ? { credentialsRequired: ['trained'] } : {}),
    ...space,
    limits: {
      offerWindowSeconds: random.of('window').pick([5, 10, 30]),
      restSeconds: random.of('rest').pick([0, 5, 20]),
      heavyRestSeconds: 40,
      talksPerDay: random.of('talks per day').pick([1, 2, 8]),
      capacityMax: random.of('capacity').pick([1, 1, 2, 3]),
      presenceLeaseSeconds: random.of('lease').pick([30, 45, 60]),
      stillThereSeconds: random.of('still there').pick([30, 60]),
      unmatchedExpirySeconds: random.of('expiry').pick([60, 90, 180]),
      talkSecondsMax: random.of('talk').pick([60, 90]),
      retentionSeconds: random.of('retention').pick([60, 120]),
      ...space.limits,
    },
    policy: {
      name: random.of('policy').pick(['priced', 'priced', 'fair', 'fcfs'] as const),
      preferredSeconds: random.of('preferred').pick([0, 15, 30]),
      bestFitSeconds: random.of('best fit').pick([0, 20, 60]),
      promotionSeconds: random.of('promotion').pick([30, 60]),
      hedgeAfterSeconds: random.of('hedge').pick([null, 0, 3]),
      hedgeSurplus: random.of('surplus').pick([1, 1, 2]),
      overtakesMax: random.of('overtakes').pick([0, 1, 2]),
      ...space.policy,
    },
  };
}

function seekerOf(
  random: SeededRandom,
  { arrival, languages, partner, subject }: Scenario,
  { at, of, place }: { readonly at: number; readonly of: number; readonly place: number },
): SeekerTraits {
  const throughPartner = random.of('partner').chance(partner);
  // With few seekers, several have the same subject, which may have one live request.
  const persons = Math.max(3, of - fewSeekers);
  return {
    name: `seeker-${at + 1}`,
    arrivesAt: random.of('arrives').between(...arrival),
    throughPartner,
    place,
    patienceSeconds: random.of('patience').between(20, 200),
    ...(random.of('says not safe').chance(0.1) ? { saysNotSafeAtLook: random.of('look').integer(1, 4) } : {}),
    body: asked.parse({
      languages: random.of('languages').pick(languages.asked),
      channel: random.of('channel').chance(0.8) ? 'chat' : 'voice',
      ...(random.of('role').chance(0.15) ? { role: random.of('which role').pick(['listener', 'mentor']) } : {}),
      topics: random.of('topics').chance(0.3) ? [random.of('topic').pick(['grief', 'study'])] : [],
      urgency: random.of('urgency').pick(['now', 'now', 'soon', 'whenever']),
      notSafeNow: random.of('not safe').chance(0.1),
      preferences: random.of('preferences').chance(0.25)
        ? [
            {
              attribute: 'gender',
              value: random.of('gender').pick(['f', 'm']),
              strength: random.of('strength').pick(['prefer', 'prefer', 'require']),
            },
          ]
        : [],
      ...(throughPartner && random.of('subject').chance(subject)
        ? { subject: `subject-${random.of('which subject').integer(1, persons)}-${at % 2}` }
        : {}),
      ...(random.of('opening').chance(0.2) ? { opening: `a text of seeker ${at + 1}` } : {}),
    }),
  };
}

function volunteerOf(random: SeededRandom, scenario: Scenario, at: number, startsAt: number): VolunteerTraits {
  const { languages, arrival } = scenario;
  const capacity = random.of('capacity').pick(scenario.capacities);
  const trained = random.of('trained').chance(0.85);
  return {
    name: `volunteer-${at + 1}`,
    arrivesAt: random.of('arrives').between(0, Math.max(10, arrival[1] * 0.7)),
    capacity,
    place: 0,
    person: `volunteer-${at + 1}`,
    profile: {
      subject: `volunteer-${at + 1}`,
      role: random.of('role').pick(['listener', 'listener', 'listener', 'mentor', 'professional']),
      languages: at === 0 ? [...languages.first] : random.of('languages').pick(languages.spoken),
      topics: random.of('topics').chance(0.5) ? ['grief'] : [],
      mutedTopics: random.of('muted').chance(0.1) ? ['study'] : [],
      attributes: { gender: [random.of('gender').pick(['f', 'm'])] },
      credentials: trained
        ? [{ kind: 'trained', expiresAt: new Date(startsAt + random.of('until').pick([90, 200, 100_000]) * 1_000).toISOString() }]
        : [],
    },
  };
}
