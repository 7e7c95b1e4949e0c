/** Keys for requests that are alike, so that what depends only on the key is computed once. */
import { isRegional } from '../language.ts';
import type { Criteria } from '../talk.ts';

/** Equal for requests that the same volunteers may serve, apart from the volunteers each one excludes. */
export function needsKey({ languages, channel, role, topics, preferences }: Criteria): string {
  let key = `${languages.join()} ${channel} ${role ?? ''} ${topics.join('|')}`;
  for (const one of preferences) if (one.strength === 'require') key += `|${one.attribute}=${one.value}`;
  return key;
}

/** Equal for requests that every volunteer fits equally well. */
export function wishesKey({ languages, topics, preferences, sameVolunteer }: Criteria): string {
  let key = `${sameVolunteer ?? ''} ${languages.filter(isRegional).join()} ${topics.join('|')}`;
  for (const one of preferences) if (one.strength === 'prefer') key += `|${one.attribute}=${one.value}`;
  return key;
}

/** The value known under the name. If there is none, `find` computes it and it is kept. */
export function remembered<T>(known: Map<string, T>, name: string, find: () => T): T {
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = find();
  known.set(name, found);
  return found;
}
