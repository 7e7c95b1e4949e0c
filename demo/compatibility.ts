/** Which volunteer can serve which request: the demo's own judgement, which every offer of the service is compared with. */
import type { Wishes } from './seeker-profile.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

interface Asked {
  readonly languages: readonly string[];
  readonly channel: string;
  readonly role: string | null;
  readonly topics: readonly string[];
}

type Brings = Pick<VolunteerProfile, 'languages' | 'channels' | 'role' | 'mutedTopics'>;

/** A shared language, the channel, the role if one was named, and no topic the volunteer has muted. */
export function isCompatible(asked: Asked, brings: Brings): boolean {
  return (
    asked.languages.some((one) => brings.languages.includes(one)) &&
    brings.channels.some((one) => one === asked.channel) &&
    (asked.role === null || asked.role === brings.role) &&
    !asked.topics.some((one) => brings.mutedTopics.includes(one))
  );
}

/** The same for what a seeker wishes, with the attributes they require. */
export function canServe(wishes: Wishes, profile: VolunteerProfile): boolean {
  const { languages, channel, role = null, topics = [], preferences = [] } = wishes;
  const required = preferences.filter(({ strength }) => strength === 'require');
  return isCompatible({ languages, channel, role, topics }, profile) && required.every(({ value }) => value === profile.ageGroup);
}
