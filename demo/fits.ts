/** Who could serve whom, judged by the players themselves: what they hold the service's offers against. */
import type { Wishes } from './seeker-part.ts';
import type { VolunteerPart } from './volunteer-part.ts';

interface Asked {
  readonly languages: readonly string[];
  readonly channel: string;
  readonly role: string | null;
  readonly topics: readonly string[];
}

type Brings = Pick<VolunteerPart, 'languages' | 'channels' | 'role' | 'mutedTopics'>;

/** A shared language, the channel, the role if one was named, and no topic the volunteer has muted. */
export function offerFits(asked: Asked, brings: Brings): boolean {
  return (
    asked.languages.some((one) => brings.languages.includes(one)) &&
    brings.channels.some((one) => one === asked.channel) &&
    (asked.role === null || asked.role === brings.role) &&
    !asked.topics.some((one) => brings.mutedTopics.includes(one))
  );
}

/** The same for what a seeker wishes, with the attributes they require. */
export function couldServe(wishes: Wishes, part: VolunteerPart): boolean {
  const { languages, channel, role = null, topics = [], preferences = [] } = wishes;
  const required = preferences.filter(({ strength }) => strength === 'require');
  return offerFits({ languages, channel, role, topics }, part) && required.every(({ value }) => value === part.ageGroup);
}
