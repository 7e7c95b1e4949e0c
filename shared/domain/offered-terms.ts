/** The languages, topics, channels and roles that a space has. Other ones that a seeker or volunteer names are refused, and those it has are named. */
import { shareLanguage } from './language.ts';
import { sentenceCharsMax } from './limits.ts';
import type { Space } from './space.ts';
import { sameLabel } from './text.ts';

/** A place in a body whose value the space does not have, and what it has. */
export interface UnknownTerm {
  readonly pointer: string;
  readonly detail: string;
}

/** What a profile, or a part of it, names of the space. */
export interface NamedTerms {
  readonly languages?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly mutedTopics?: readonly string[] | undefined;
  readonly channels?: readonly string[] | undefined;
}

/** Every place of a profile that names what the space does not have. The lists are optional, and an edit names only what it changes. */
export function unknownTerms(
  of: Space,
  { languages = [], topics = [], mutedTopics = [], channels = [] }: NamedTerms,
): readonly UnknownTerm[] {
  return [
    ...each('languages', languages, (one) => hasLanguage(of, [one]), of.inclusivity.languages),
    ...each('topics', topics, (one) => hasTopic(of, one), of.topics),
    ...each('mutedTopics', mutedTopics, (one) => hasTopic(of, one), of.topics),
    ...each('channels', channels, (one) => includes(of.channels, one), of.channels),
  ];
}

/** Whether the space has the topic, however it is spelled. */
export function hasTopic(of: Space, topic: string): boolean {
  return of.topics.some((one) => sameLabel(one, topic));
}

/** Whether the space has one of the languages. */
export function hasLanguage(of: Space, languages: readonly string[]): boolean {
  return shareLanguage(languages, of.inclusivity.languages, of.inclusivity.scriptsApart);
}

function includes(list: readonly string[], one: string): boolean {
  return list.includes(one);
}

function each(
  field: string,
  named: readonly string[],
  has: (one: string) => boolean,
  offered: readonly string[],
): readonly UnknownTerm[] {
  return named.flatMap((one, at) => (has(one) ? [] : [{ pointer: `/${field}/${at}`, detail: theseOnly(offered) }]));
}

/** A sentence with what the space has, as far as there is room for it. */
export function theseOnly(offered: readonly string[]): string {
  if (offered.length === 0) return 'This space has none.';
  const text = `This space has: ${offered.join(', ')}.`;
  return text.length <= sentenceCharsMax ? text : `${text.slice(0, sentenceCharsMax - 1)}…`;
}
