/** Who asks this evening: what each seeker needs, how they come, how long they wait and talk. */
import type * as z from 'zod';
import type { askBody } from '../shared/contract/talk-requests.ts';
import type { Need } from '../shared/domain/vocabulary.ts';
import type { Arrival } from './arrivals.ts';
import { diceOf, medianOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { patienceAt, patienceBeyond } from './patience.ts';
import { ageGroups, languages, topics } from './words.ts';

type Asked = z.input<typeof askBody>;

/** What is asked for, as the body of a talk request has it. */
export type Wishes = Required<Pick<Asked, 'languages' | 'channel'>> &
  Pick<Asked, 'role' | 'topics' | 'country' | 'urgency' | 'notSafeNow' | 'preferences' | 'opening'>;

export interface SeekerPart {
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
  /** Looks away after so long, for so long. */
  readonly silence?: { readonly after: number; readonly lasts: number };
  /** Waits by held answers, or by looking again and again and saying "still here". */
  readonly holds: boolean;
}

/** Seconds of a talk: lognormal, mean 24 min, sigma .8 (between what telephone and text services tell of theirs). */
const talk = { median: medianOf(24 * 60, 0.8), sigma: 0.8, least: 60 };

/** Shares of the languages asked for (assumed); the last is spoken by nobody here. */
const spoken = [
  [languages[0], 0.79],
  [languages[1], 0.12],
  [languages[2], 0.05],
  [languages[3], 0.03],
  ['sw', 0.01],
] as const;

const countries = [
  ['GB', 5],
  ['US', 2],
  ['ES', 1],
  ['PL', 1],
  [undefined, 2],
] as const;

/** One seeker for each arrival. Pure: the same seed and arrivals, the same people. */
export function seekerParts(seed: number, arrivals: readonly Arrival[]): readonly SeekerPart[] {
  return arrivals.map((arrival, index) => seekerPart(seed, `seeker-${index + 1}`, arrival));
}

function seekerPart(seed: number, name: string, arrival: Arrival): SeekerPart {
  const dice = diceOf(seed, name);
  const wishes = wishesOf(dice, arrival);
  const via = dice.weighted([
    ['partner', 0.5],
    ['matching', 0.2],
    ['direct', 0.3],
  ] as const);
  return {
    name,
    arrivesAt: arrival.at,
    via,
    ...(via === 'direct' || dice.chance(0.3) ? {} : { subject: name }),
    wishes,
    need: wishes.notSafeNow === true ? 'notSafeNow' : (wishes.urgency ?? 'now'),
    patience: patienceOf(dice, arrival),
    talkSeconds: Math.max(talk.least, arrival.talkSeconds ?? dice.lognormal(talk.median, talk.sigma)),
    ...(dice.chance(0.06) ? { silence: { after: dice.between(10, 240), lasts: dice.between(600, 2400) } } : {}),
    holds: dice.chance(0.8),
  };
}

function patienceOf(dice: Dice, { gaveUpAfter, waited }: Arrival): number {
  const roll = 1 - dice.roll();
  if (gaveUpAfter !== undefined) return gaveUpAfter;
  return waited === undefined ? patienceAt(roll) : patienceBeyond(waited, roll);
}

function wishesOf(dice: Dice, { language, role, urgency, channel, topic }: Arrival): Wishes {
  const first = language ?? dice.weighted(spoken);
  const second = first !== 'en' && dice.chance(0.25) ? ['en'] : [];
  const wanted = topic ?? (dice.chance(0.6) ? dice.weighted(topics.map((one) => [one, 1] as const)) : undefined);
  const asRole =
    role ??
    dice.weighted([
      [undefined, 0.85],
      ['mentor', 0.1],
      ['professional', 0.05],
    ] as const);
  const drawnUrgency = dice.weighted([
    ['now', 0.4],
    ['soon', 0.4],
    ['whenever', 0.2],
  ] as const);
  const drawnChannel = dice.weighted([
    ['chat', 0.65],
    ['voice', 0.27],
    ['video', 0.08],
  ] as const);
  const country = dice.weighted(countries);
  return {
    languages: [first, ...second],
    channel: channel ?? drawnChannel,
    urgency: urgency ?? drawnUrgency,
    notSafeNow: dice.chance(0.03),
    topics: wanted === undefined ? [] : [wanted],
    preferences: preferencesOf(dice),
    ...(asRole === undefined ? {} : { role: asRole }),
    ...(country === undefined ? {} : { country }),
    ...(dice.chance(0.4) ? { opening: 'I would like to talk to somebody.' } : {}),
  };
}

function preferencesOf(dice: Dice): NonNullable<Wishes['preferences']> {
  if (!dice.chance(0.15)) return [];
  const value = dice.weighted(ageGroups.map((group) => [group, 1] as const));
  return [{ attribute: 'age-group', value, strength: dice.chance(0.15) ? 'require' : 'prefer' }];
}
