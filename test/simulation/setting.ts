/** What a run is about: the space, who comes when, and how people are. Drawn from the seed, by scenario. */
import type * as z from 'zod';
import type { volunteerCreation } from '../../shared/contract/volunteers.ts';
import type { spaceCreation } from '../../shared/contract/spaces.ts';
import type { AskBody } from '../../shared/contract/talk-requests.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { Dice } from './engine/dice.ts';
import { faultProfiles } from './engine/faults.ts';
import type { ProfileName } from './engine/faults.ts';
import { scenarios } from './scenarios.ts';
import type { Scenario, ScenarioName } from './scenarios.ts';

export interface SeekerTraits {
  readonly name: string;
  /** Seconds after the beginning. */
  readonly arrivesAt: number;
  readonly body: Omit<AskBody, 'groundRulesVersion'>;
  /** Asks through the partner; otherwise without a credential. */
  readonly throughPartner: boolean;
  readonly patienceSeconds: number;
}

export interface VolunteerTraits {
  readonly name: string;
  readonly arrivesAt: number;
  readonly profile: z.input<typeof volunteerCreation>;
  readonly capacity: number;
}

/** Shares from 0 to 1 of how people decide. */
export interface Manners {
  readonly declines: number;
  readonly ignores: number;
  /** Of those who accept, and of those who are matched: never come. */
  readonly volunteersAway: number;
  readonly seekersAway: number;
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
  readonly space: z.input<typeof spaceCreation>;
  readonly seekers: readonly SeekerTraits[];
  readonly volunteers: readonly VolunteerTraits[];
  /** Edits of profiles and of the space. */
  readonly edits: number;
  readonly manners: Manners;
  /** How many times faster than usual volunteers look, and talk. */
  readonly brisk: number;
  /** Whether the coordinator edits without a pause. */
  readonly hasty: boolean;
  /** Seconds in which the store answers nobody. */
  readonly outage: { readonly from: number; readonly to: number } | undefined;
}

const asked = askBody.omit({ groundRulesVersion: true });

/** Seekers of whom some are the same person. */
const fewSeekers = 10;

const noon = Date.parse('2026-03-02T12:00:00Z');
const beforeMidnight = Date.parse('2026-03-02T23:57:30Z');

/** The same seed, the same setting; a scenario or a profile that is given replaces the drawn one. */
export function settingOf(
  seed: number,
  given: { readonly scenario?: ScenarioName | undefined; readonly profile?: ProfileName | undefined } = {},
): Setting {
  const dice = new Dice(seed).of('setting');
  const names: readonly ScenarioName[] = Object.keys(scenarios)
    .filter((name) => isScenario(name) && scenarios[name].share > 0)
    .filter(isScenario);
  const profiles = Object.keys(faultProfiles).filter(isProfile);
  const scenario = given.scenario ?? weighted(dice, names);
  const drawn: Scenario = scenarios[scenario];
  const profile = given.profile ?? dice.pick(drawn.profiles ?? profiles, 'profile');
  const seekers = dice.int(...drawn.seekers, 'seekers');
  return {
    seed,
    scenario,
    profile,
    startsAt: drawn.midnight ? beforeMidnight : noon,
    horizonSeconds: drawn.horizonSeconds,
    latencyMs: dice.pick([1, 5, 40], 'latency'),
    space: spaceOf(dice, drawn),
    seekers: Array.from({ length: seekers }, (_, at) => seekerOf(dice.of('seeker', at), drawn, { at, of: seekers })),
    volunteers: Array.from({ length: dice.int(...drawn.volunteers, 'volunteers') }, (_, at) =>
      volunteerOf(dice.of('volunteer', at), drawn, at, drawn.midnight ? beforeMidnight : noon),
    ),
    edits: dice.int(...drawn.edits, 'edits'),
    manners: drawn.manners,
    brisk: drawn.brisk,
    hasty: drawn.hasty,
    outage: drawn.outage,
  };
}

function weighted(dice: Dice, names: readonly ScenarioName[]): ScenarioName {
  let left = dice.roll('scenario') * names.reduce((sum, name) => sum + scenarios[name].share, 0);
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

function spaceOf(dice: Dice, { space }: Scenario): Setting['space'] {
  return {
    name: 'Evening line',
    purpose: 'Somebody to talk to',
    country: 'GB',
    groundRules: { items: ['Be kind'] },
    confidentiality: { kept: 'Nothing', limits: [] },
    inclusivity: { languages: ['en'], identityPreferences: [] },
    demo: true,
    direct: true,
    channels: ['chat', 'voice'],
    topics: ['grief', 'study'],
    ...(dice.chance(0.3, 'credentials') ? { credentialsRequired: ['trained'] } : {}),
    ...space,
    limits: {
      offerWindowSeconds: dice.pick([5, 10, 30], 'window'),
      restSeconds: dice.pick([0, 5, 20], 'rest'),
      heavyRestSeconds: 40,
      talksPerDay: dice.pick([1, 2, 8], 'talks per day'),
      capacityMax: dice.pick([1, 1, 2, 3], 'capacity'),
      presenceLeaseSeconds: dice.pick([30, 45, 60], 'lease'),
      stillThereSeconds: dice.pick([30, 60], 'still there'),
      unmatchedExpirySeconds: dice.pick([60, 90, 180], 'expiry'),
      talkSecondsMax: dice.pick([60, 90], 'talk'),
      retentionSeconds: dice.pick([60, 120], 'retention'),
      ...space.limits,
    },
    policy: {
      name: dice.pick(['priced', 'priced', 'fair', 'fcfs'] as const, 'policy'),
      preferredSeconds: dice.pick([0, 15, 30], 'preferred'),
      bestFitSeconds: dice.pick([0, 20, 60], 'best fit'),
      promotionSeconds: dice.pick([30, 60], 'promotion'),
      hedgeAfterSeconds: dice.pick([null, 0, 3], 'hedge'),
      hedgeSurplus: dice.pick([1, 1, 2], 'surplus'),
      overtakesMax: dice.pick([0, 1, 2], 'overtakes'),
      ...space.policy,
    },
  };
}

function seekerOf(
  dice: Dice,
  { arrival, languages, partner, subject }: Scenario,
  { at, of }: { readonly at: number; readonly of: number },
): SeekerTraits {
  const throughPartner = dice.chance(partner, 'partner');
  // Where few come, several are the same person, who may have one live request.
  const persons = Math.max(3, of - fewSeekers);
  return {
    name: `seeker-${at + 1}`,
    arrivesAt: dice.between(...arrival, 'arrives'),
    throughPartner,
    patienceSeconds: dice.between(20, 200, 'patience'),
    body: asked.parse({
      languages: dice.pick(languages.asked, 'languages'),
      channel: dice.chance(0.8, 'channel') ? 'chat' : 'voice',
      ...(dice.chance(0.15, 'role') ? { role: dice.pick(['listener', 'mentor'], 'which role') } : {}),
      topics: dice.chance(0.3, 'topics') ? [dice.pick(['grief', 'study'], 'topic')] : [],
      urgency: dice.pick(['now', 'now', 'soon', 'whenever'], 'urgency'),
      notSafeNow: dice.chance(0.1, 'not safe'),
      preferences: dice.chance(0.25, 'preferences')
        ? [
            {
              attribute: 'gender',
              value: dice.pick(['f', 'm'], 'gender'),
              strength: dice.pick(['prefer', 'prefer', 'require'], 'strength'),
            },
          ]
        : [],
      ...(throughPartner && dice.chance(subject, 'subject')
        ? { subject: `subject-${dice.int(1, persons, 'which subject')}-${at % 2}` }
        : {}),
      ...(dice.chance(0.2, 'opening') ? { opening: `a text of seeker ${at + 1}` } : {}),
    }),
  };
}

function volunteerOf(dice: Dice, scenario: Scenario, at: number, startsAt: number): VolunteerTraits {
  const { languages, arrival } = scenario;
  const capacity = dice.pick(scenario.capacities, 'capacity');
  const trained = dice.chance(0.85, 'trained');
  return {
    name: `volunteer-${at + 1}`,
    arrivesAt: dice.between(0, Math.max(10, arrival[1] * 0.7), 'arrives'),
    capacity,
    profile: {
      subject: `volunteer-${at + 1}`,
      role: dice.pick(['listener', 'listener', 'listener', 'mentor', 'professional'], 'role'),
      languages: at === 0 ? [...languages.first] : dice.pick(languages.spoken, 'languages'),
      topics: dice.chance(0.5, 'topics') ? ['grief'] : [],
      mutedTopics: dice.chance(0.1, 'muted') ? ['study'] : [],
      attributes: { gender: [dice.pick(['f', 'm'], 'gender')] },
      credentials: trained
        ? [{ kind: 'trained', expiresAt: new Date(startsAt + dice.pick([90, 200, 100_000], 'until') * 1_000).toISOString() }]
        : [],
    },
  };
}
