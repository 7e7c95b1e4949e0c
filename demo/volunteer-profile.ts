/** The volunteers of an evening: what each one brings, when they are on, and how they answer offers. */
import type { Channel, Role } from '../shared/domain/vocabulary.ts';
import { acceptance, shiftLength } from '../policy-simulator/workload/figures.ts';
import type { Random } from '../random/random.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { volunteerName } from './names.ts';
import { ageGroups, topics } from './wording.ts';
import { beta, lognormal } from '../random/distributions.ts';

export interface Shift {
  /** Evening seconds. */
  readonly from: number;
  readonly to: number;
}

export interface VolunteerProfile {
  readonly name: string;
  readonly languages: readonly string[];
  readonly role: Role;
  readonly topics: readonly string[];
  readonly mutedTopics: readonly string[];
  readonly channels: readonly Channel[];
  readonly capacity: number;
  readonly ageGroup: string;
  readonly shifts: readonly Shift[];
  /** Probability of taking an offer. */
  readonly accepts: number;
  /** Closes the laptop at the end instead of going off. */
  readonly vanishes: boolean;
  /** Asks for "the one who needs it most" instead of waiting for offers. */
  readonly pulls: boolean;
}

/** Seconds between two shifts: lognormal (assumed). */
const pauseLength = { mean: 2100, sigma: 0.5 };

/** The volunteers of the evening. Pure: the same seed, count and length (evening seconds), the same people. */
export function volunteerProfiles(seed: number, count: number, length: number): readonly VolunteerProfile[] {
  return Array.from({ length: count }, (_, index) => volunteerProfile(seed, index, length));
}

function volunteerProfile(seed: number, index: number, length: number): VolunteerProfile {
  const name = volunteerName(index);
  const random = new SeededRandom(seed).of(name);
  const textOnly = random.chance(0.35);
  const known = topics.filter(() => random.chance(0.5));
  return {
    name,
    languages: languagesOf(index, random),
    role: roleOf(index),
    topics: known,
    mutedTopics: random.chance(0.15) ? topics.filter((topic) => !known.includes(topic)).slice(0, 1) : [],
    channels: textOnly ? ['chat'] : ['chat', 'voice', ...(random.chance(0.5) ? (['video'] as const) : [])],
    capacity: textOnly && random.chance(0.6) ? 2 : 1,
    ageGroup: random.pick(ageGroups),
    shifts: shiftsOf(index, random, length),
    accepts: beta(random, acceptance.a, acceptance.b),
    vanishes: random.chance(0.05),
    pulls: random.chance(0.1),
  };
}

/** By number and not at random, so that even four volunteers speak all four languages; and a scarce one has two speakers soon. */
function languagesOf(index: number, random: Random): readonly string[] {
  if (index % 5 === 1) return ['es', 'en'];
  if (index % 9 === 2) return ['pl', 'en'];
  if (index % 12 === 3) return random.chance(0.3) ? ['ar'] : ['ar', 'en'];
  return ['en'];
}

function roleOf(index: number): Role {
  if (index % 8 === 5) return 'mentor';
  return index % 16 === 7 ? 'professional' : 'listener';
}

/** Seconds within which volunteers leave at closing time: they do not leave in the same instant. */
const leavingSecondsMax = 90;

/** About two thirds are on at any time, however long the evening. The first four are on when the evening begins. All leave at its end. */
function shiftsOf(index: number, random: Random, length: number): readonly Shift[] {
  const shifts: Shift[] = [];
  let from = index < 4 ? 0 : random.between(-shiftLength.mean, pauseLength.mean);
  while (from < length) {
    const to = from + lognormal(random, shiftLength);
    const leavesAt = Math.min(to, length + random.between(0, leavingSecondsMax));
    if (to > 0) shifts.push({ from: Math.max(0, from), to: leavesAt });
    from = to + lognormal(random, pauseLength);
  }
  return shifts;
}
