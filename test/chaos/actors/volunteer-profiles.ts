/** Who takes part in a storm: made from the seed alone. */
import type * as z from 'zod';
import type { volunteerCreation } from '../../../shared/contract/volunteers.ts';
import type { Role } from '../../../shared/domain/vocabulary.ts';
import type { Random } from '../../../random/random.ts';

export interface VolunteerProfile {
  /** Their `sub`, and their name in the history. */
  readonly name: string;
  readonly role: Role;
  readonly profile: Omit<z.input<typeof volunteerCreation>, 'role' | 'subject'>;
}

/** So many volunteers: most speak English, some German too; a few are mentors; some mute a topic or have a day's cap. */
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

/** Somebody who alone speaks a language and is never on: whoever asks for it waits until the request expires. */
export const neverOn: VolunteerProfile = { name: 'never-on', role: 'listener', profile: { languages: ['cy'] } };
