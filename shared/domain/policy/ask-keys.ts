/** Names for what is alike in requests, so that what depends on nothing else is judged once. */
import type { Ask } from '../talk.ts';

/** Alike for requests that the same volunteers may ever serve, those to be avoided aside. */
export function needsKey({ languages, channel, role, topics, preferences }: Ask): string {
  let key = `${languages.join()} ${channel} ${role ?? ''} ${topics.join('|')}`;
  for (const one of preferences) if (one.strength === 'require') key += `|${one.attribute}=${one.value}`;
  return key;
}

/** Alike for requests that every volunteer fits equally well. */
export function wishesKey({ topics, preferences, sameVolunteer }: Ask): string {
  let key = `${sameVolunteer ?? ''} ${topics.join('|')}`;
  for (const one of preferences) if (one.strength === 'prefer') key += `|${one.attribute}=${one.value}`;
  return key;
}

/** What is known under the name, or else found and known from now on. */
export function remembered<T>(known: Map<string, T>, name: string, find: () => T): T {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = find();
  known.set(name, found);
  return found;
}
