/**
 * The help that every answer to a seeker contains. It is never empty, never less than before, and the most reliable comes first.
 */
import * as z from 'zod';
import { resourcesShownMax, sentenceCharsMax } from '../limits.ts';
import { fromIso, toIso, type EpochMs } from '../time.ts';
import { country } from '../vocabulary.ts';
import { emergencyTopic, finderTopic, publicResource, type Resource } from './resource.ts';
import { finder, seedOf } from './seed.ts';
import { seedEdition } from './seed/shape.ts';

export const support = z
  .strictObject({
    country: country.nullable(),
    resources: z.array(publicResource).min(1).max(resourcesShownMax),
    demo: z.literal(true).optional(),
    notice: z.string().max(sentenceCharsMax).optional(),
  })
  .meta({ id: 'Support' });
export type Support = z.infer<typeof support>;

export interface SupportAsked {
  /** ISO 3166-1 alpha-2, upper case. Null if the country is not known: no country is assumed. */
  readonly country: string | null;
  readonly languages?: readonly string[] | undefined;
  readonly topic?: string | undefined;
  readonly now: EpochMs;
  readonly notSafeNow?: boolean | undefined;
  /** The space's own entries. They add to the national entries and never replace one. */
  readonly spaceResources?: readonly Resource[] | undefined;
  /** When a coordinator of the space confirmed the numbers of this country. */
  readonly confirmedAt?: EpochMs | undefined;
  readonly demo?: boolean | undefined;
}

/** Drops the fields that only the space may see. */
const visible = publicResource.strip();

const notices = {
  demo: 'This is a demonstration: no coordinator is on duty. If you need help now, use the numbers given here.',
  noCountry: 'We do not know which country you are in. Find A Helpline lists free support lines for each country.',
  unlisted: 'We do not have numbers for this country yet. Find A Helpline lists free support lines for each country.',
} as const;

/**
 * The resources for a seeker in a country. Expired ones are left out, except the national emergency number and the international
 * finder, which always stay. The order: lines, emergency numbers, finder (with `notSafeNow` the emergency numbers first). Within
 * each group: those in the seeker's language, of their topic, checked by a person, of the space; then in the order of the list.
 * Language and topic only sort. They hide no resource from any seeker. Pure and deterministic.
 */
export function supportFor(asked: SupportAsked): Support {
  const national = asked.country === null ? [] : seedOf(asked.country);
  const ids = new Set([finder, ...national].map(({ id }) => id));
  const own = (asked.spaceResources ?? []).filter(
    (entry) => !ids.has(entry.id) && (entry.country === null || entry.country === asked.country) && isCurrent(entry, asked.now),
  );
  const known = national.filter((entry) => entry.topics.includes(emergencyTopic) || isCurrent(entry, asked.now));
  const shown = [...own, ...known.map((entry) => confirmed(entry, asked.confirmedAt)), finder];
  const notice = noticeFor(asked, national.length > 0);
  return {
    country: asked.country,
    resources: shown.toSorted((a, b) => compare(rank(a, asked), rank(b, asked))).map((entry) => visible.parse(entry)),
    ...(asked.demo === true ? { demo: true } : {}),
    ...(notice === '' ? {} : { notice }),
  };
}

/** Whether an entry may still be shown: until its `expiresAt` begins, in UTC. */
export function isCurrent({ expiresAt }: Pick<Resource, 'expiresAt'>, now: EpochMs): boolean {
  const end = fromIso(expiresAt);
  return end !== undefined && now < end;
}

/** Whether the numbers confirmed at that time are the numbers shown now: the seed has not changed since. */
export function coversEdition(confirmedAt: EpochMs): boolean {
  return toIso(confirmedAt).slice(0, 10) >= seedEdition;
}

function confirmed(entry: Resource, at: EpochMs | undefined): Resource {
  return at === undefined || !coversEdition(at) ? entry : { ...entry, checkedAt: toIso(at).slice(0, 10) };
}

function rank(entry: Resource, { languages = [], topic, notSafeNow = false }: SupportAsked): readonly number[] {
  const spoken =
    languages.length === 0 || entry.languages.some((tag) => languages.some((other) => primary(tag) === primary(other)));
  const fits = topic === undefined || entry.topics.includes(topic);
  return [place(entry, notSafeNow), Number(!spoken), Number(!fits), Number(entry.checkedAt === null)];
}

function place({ topics }: Resource, notSafeNow: boolean): number {
  if (topics.includes(finderTopic)) return 2;
  if (topics.includes(emergencyTopic)) return notSafeNow ? 0 : 1;
  return notSafeNow ? 1 : 0;
}

/** Compares lexicographically. The sort is stable, so entries of equal rank stay in the order of the list. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** The language of a BCP 47 tag without script and region: a line in English helps a seeker who asked for British English. */
function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

function noticeFor({ country: where, demo }: SupportAsked, listed: boolean): string {
  const unknown = where === null ? notices.noCountry : notices.unlisted;
  return [...(demo === true ? [notices.demo] : []), ...(listed ? [] : [unknown])].join(' ');
}
