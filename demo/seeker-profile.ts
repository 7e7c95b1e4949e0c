/** The seekers of an evening: what each one needs, how they come, how long they wait and talk. */
import type * as z from 'zod';
import type { askBody } from '../shared/contract/talk-requests.ts';
import type { Need } from '../shared/domain/vocabulary.ts';
import type { Arrival } from './arrivals.ts';
import { talkLength } from '../policy-simulator/workload/figures.ts';
import { bankPatience } from '../random/bank-patience.ts';
import { drawSurvival } from '../random/survival-curve.ts';
import type { Random, Weighted } from '../random/random.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { seekerName } from './names.ts';
import { ageGroups, languages, topics } from './wording.ts';
import { lognormal } from '../random/distributions.ts';

type Asked = z.input<typeof askBody>;

/** What is asked for, as the body of a talk request has it. */
export type Wishes = Required<Pick<Asked, 'languages' | 'channel'>> &
  Pick<Asked, 'role' | 'topics' | 'country' | 'urgency' | 'notSafeNow' | 'preferences' | 'opening'>;

export interface SeekerProfile {
  readonly name: string;
  /** Evening seconds, as all that follow. */
  readonly arrivesAt: number;
  /** Through a partner's app, through its matching endpoint, or without a partner. */
  readonly via: 'partner' | 'matching' | 'direct';
  /** The partner's pseudonym for them. */
  readonly subject?: string;
  readonly wishes: Wishes;
  readonly need: Need;
  readonly patience: number;
  readonly talkSeconds: number;
  /** Looks away for a while: the service does not hear of the seeker. */
  readonly looksAway: boolean;
  /** Waits by held answers, or by looking again and again and saying "still here". */
  readonly holds: boolean;
  /** What the seeker says of a talk. */
  readonly feels: Feels;
}

interface Feels {
  readonly heard: 'yes' | 'somewhat' | 'no';
  readonly rating: number;
}

/** How seekers feel afterwards (assumed). */
const felt: readonly Weighted<Feels>[] = [
  { value: { heard: 'yes', rating: 5 }, weight: 0.7 },
  { value: { heard: 'somewhat', rating: 3 }, weight: 0.22 },
  { value: { heard: 'no', rating: 1 }, weight: 0.08 },
];

/** Shares of the languages asked for (assumed); no volunteer here speaks the last one. */
const spoken = [
  { value: languages[0], weight: 0.79 },
  { value: languages[1], weight: 0.12 },
  { value: languages[2], weight: 0.05 },
  { value: languages[3], weight: 0.03 },
  { value: 'sw', weight: 0.01 },
] as const;

const countries = [
  { value: 'GB', weight: 5 },
  { value: 'US', weight: 2 },
  { value: 'ES', weight: 1 },
  { value: 'PL', weight: 1 },
  { value: undefined, weight: 2 },
] as const;

/** One seeker for each arrival. Pure: the same seed and arrivals, the same people. */
export function seekerProfiles(seed: number, arrivals: readonly Arrival[]): readonly SeekerProfile[] {
  return arrivals.map((arrival, index) => seekerProfile(seed, seekerName(index), arrival));
}

/**
 * The first seeker of a drawn evening: one that nearly every volunteer can serve, who waits, and who talks for a while, so that a viewer
 * can follow two people who meet.
 */
export function protagonist(first: SeekerProfile): SeekerProfile {
  const { opening } = first.wishes;
  const plain = {
    languages: [languages[0]],
    channel: 'chat',
    urgency: 'now',
    notSafeNow: false,
    topics: [],
    preferences: [],
  } as const;
  return {
    ...first,
    wishes: {
      ...plain,
      languages: [...plain.languages],
      topics: [],
      preferences: [],
      ...(opening === undefined ? {} : { opening }),
    },
    need: 'now',
    patience: protagonistPatience,
    talkSeconds: protagonistTalk,
    looksAway: false,
    holds: true,
  };
}

/** Evening seconds: half an hour of patience, and a talk of twenty minutes. */
const protagonistPatience = 1_800;
const protagonistTalk = 1_200;

function seekerProfile(seed: number, name: string, arrival: Arrival): SeekerProfile {
  const random = new SeededRandom(seed).of(name);
  const wishes = wishesOf(random, arrival);
  const via = random.weighted([
    { value: 'partner', weight: 0.5 },
    { value: 'matching', weight: 0.2 },
    { value: 'direct', weight: 0.3 },
  ] as const);
  return {
    name,
    arrivesAt: arrival.at,
    via,
    ...(via === 'direct' || random.chance(0.3) ? {} : { subject: name }),
    wishes,
    need: wishes.notSafeNow === true ? 'notSafeNow' : (wishes.urgency ?? 'now'),
    patience: patienceOf(random, arrival),
    talkSeconds: Math.max(talkLength.min, arrival.talkSeconds ?? lognormal(random, talkLength)),
    looksAway: random.chance(0.06),
    holds: random.chance(0.8),
    feels: random.weighted(felt),
  };
}

function patienceOf(random: Random, { gaveUpAfter, waited }: Arrival): number {
  // Drawn in any case, so that what follows does not depend on what the trace knows.
  const drawn = drawSurvival(random, bankPatience, waited);
  return gaveUpAfter ?? drawn;
}

function wishesOf(random: Random, { language, role, urgency, channel, topic }: Arrival): Wishes {
  const first = language ?? random.weighted(spoken);
  const second = first !== 'en' && random.chance(0.25) ? ['en'] : [];
  const wanted = topic ?? (random.chance(0.6) ? random.pick(topics) : undefined);
  const asRole =
    role ??
    random.weighted([
      { value: undefined, weight: 0.85 },
      { value: 'mentor', weight: 0.1 },
      { value: 'professional', weight: 0.05 },
    ] as const);
  const drawnUrgency = random.weighted([
    { value: 'now', weight: 0.4 },
    { value: 'soon', weight: 0.4 },
    { value: 'whenever', weight: 0.2 },
  ] as const);
  const drawnChannel = random.weighted([
    { value: 'chat', weight: 0.65 },
    { value: 'voice', weight: 0.27 },
    { value: 'video', weight: 0.08 },
  ] as const);
  const country = random.weighted(countries);
  return {
    languages: [first, ...second],
    channel: channel ?? drawnChannel,
    urgency: urgency ?? drawnUrgency,
    notSafeNow: random.chance(0.03),
    topics: wanted === undefined ? [] : [wanted],
    preferences: preferencesOf(random),
    ...(asRole === undefined ? {} : { role: asRole }),
    ...(country === undefined ? {} : { country }),
    ...(random.chance(0.4) ? { opening: 'I would like to talk.' } : {}),
  };
}

function preferencesOf(random: Random): NonNullable<Wishes['preferences']> {
  if (!random.chance(0.15)) return [];
  const value = random.pick(ageGroups);
  return [{ attribute: 'age-group', value, strength: random.chance(0.15) ? 'require' : 'prefer' }];
}
