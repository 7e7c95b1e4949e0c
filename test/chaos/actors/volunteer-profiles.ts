/** The volunteers of a chaos run. Only the seed decides what they are. */
import type * as z from 'zod';
import type { volunteerCreation } from '../../../shared/contract/volunteers.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import type { Random } from '../../../random/random.ts';

export interface VolunteerProfile {
  /** The volunteer's `sub`, and name in the history. */
  readonly name: string;
  readonly role: Role;
  readonly profile: Omit<z.input<typeof volunteerCreation>, 'role' | 'subject'>;
}

/** `count` volunteers: most speak English, some German too. A few are mentors. Some mute a topic or have a cap for the day. */
export function someVolunteers(random: Random, count: number): readonly VolunteerProfile[] {
  return Array.from({ length: count }, (_, at) => ({
    name: `volunteer-${at + 1}`,
    role: random.pick<Role>(['listener', 'listener', 'listener', 'mentor']),
    profile: {
      languages: random.pick([['en'], ['en'], ['en', 'de'], ['de']]),
      topics: random.some(['grief', 'work', 'family'] as const),
      mutedTopics: random.chance(0.1) ? ['grief'] : [],
      attributes: random.chance(0.5) ? { gender: [random.pick(['a', 'b'] as const)] } : {},
      limits: random.chance(0.1) ? { talksPerDay: 3 } : {},
    },
  }));
}

/** The only volunteer who speaks Welsh, and who is never available: a seeker who asks for Welsh waits until the request expires. */
export const neverOn: VolunteerProfile = { name: 'never-on', role: 'listener', profile: { languages: ['cy'] } };
