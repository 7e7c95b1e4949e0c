/**
 * The help that every answer to a seeker contains. It is never empty, never less than before, and the most reliable comes first.
 */
import * as z from 'zod';
import { resourcesShownMax, sentenceCharsMax } from '../limits.ts';
import { shareLanguage } from '../language.ts';
import { sameLabel } from '../text.ts';
import { fromIso, toIso, type EpochMs } from '../time.ts';
import { country } from '../vocabulary.ts';
import { servingCountry } from '../country.ts';
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
  /** The country of the space: its lines are shown to seekers of a country without entries. */
  readonly spaceCountry?: string | undefined;
  /** Whether no coordinator is on duty for a seeker who is not safe now. */
  readonly unattended?: boolean | undefined;
  /** Whether the request ended because the space has changed. */
  readonly spaceChanged?: boolean | undefined;
}

/** Drops the fields that only the space may see. */
const visible = publicResource.strip();

const notices = {
  spaceChanged:
    'This space has changed, and its volunteers can no longer take your request. That is not because of you. You can ask again, and you keep your place in the queue.',
  unattended: 'No coordinator of this space is on duty now, so this space cannot act in an emergency.',
  emergency: 'If you are in danger, call the emergency number given here, or go to someone near you.',
  noEmergency: 'If you are in danger, call the emergency number of the country you are in, or go to someone near you.',
  demo: 'This is a demonstration: no coordinator is on duty.',
  numbers: 'If you need help now, use the numbers given here.',
  noNumbers: 'If you need help now, use Find A Helpline.',
  noCountry: 'We do not know which country you are in. Find A Helpline lists free support lines for each country.',
  unlisted: 'We do not have numbers for this country yet. Find A Helpline lists free support lines for each country.',
  abroad: 'The lines of this space are in another country and may not answer calls from yours.',
} as const;

/**
 * The resources for a seeker in a country. Expired ones are left out, except the national emergency number and the international
 * finder, which always stay. The order: lines, emergency numbers, finder (with `notSafeNow` the emergency numbers first). Within
 * each group: those in the seeker's language, of their topic, checked by a person, of the space; then in the order of the list.
 * Language and topic only sort. They hide no resource from any seeker. A seeker in a country without entries gets the lines of the
 * space after the finder, and never the emergency number of another country. Pure and deterministic.
 */
export function supportFor(asked: SupportAsked): Support {
  const national = asked.country === null ? [] : seedOf(asked.country);
  const own = ownEntries(asked, new Set([finder, ...national].map(({ id }) => id)));
  const here = own.filter((entry) => isFor(entry, asked.country));
  const known = national.filter((entry) => isEmergency(entry) || isCurrent(entry, asked.now));
  const listed = known.length > 0 || here.some(({ country: of }) => of !== null);
  const shown = [...here, ...known.map((entry) => confirmed(entry, asked.confirmedAt)), finder];
  const abroad = listed || asked.country === null ? [] : linesAbroad(asked, own);
  const notice = noticeFor(asked, { listed, emergency: shown.some(isEmergency), abroad: abroad.length > 0 });
  return {
    country: asked.country,
    resources: [...sorted(shown, asked), ...sorted(abroad, asked)].map((entry) => visible.parse(entry)),
    ...(asked.demo === true ? { demo: true } : {}),
    ...(notice === '' ? {} : { notice }),
  };
}

/** The space's own entries that may be shown. An entry with the id of a national one never takes its place. */
function ownEntries({ spaceResources = [], now }: SupportAsked, national: ReadonlySet<string>): readonly Resource[] {
  return spaceResources.filter((entry) => !national.has(entry.id) && isCurrent(entry, now));
}

/** Whether an entry is for people in this country. The lines of the country that serves a territory are for its people too. */
function isFor({ country: of }: Resource, where: string | null): boolean {
  return of === null || of === where || (where !== null && of === servingCountry(where));
}

/** The lines of the space and of its country, for a seeker in a country without entries. */
function linesAbroad({ spaceCountry, now }: SupportAsked, own: readonly Resource[]): readonly Resource[] {
  const elsewhere = own.filter(({ country: of }) => of !== null);
  const national = spaceCountry === undefined ? [] : seedOf(spaceCountry).filter((entry) => isCurrent(entry, now));
  return [...elsewhere, ...national].filter((entry) => !isEmergency(entry));
}

function isEmergency({ topics }: Resource): boolean {
  return topics.some((topic) => sameLabel(topic, emergencyTopic));
}

function sorted(entries: readonly Resource[], asked: SupportAsked): readonly Resource[] {
  return entries.toSorted((a, b) => compare(rank(a, asked), rank(b, asked)));
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
  const spoken = languages.length === 0 || shareLanguage(entry.languages, languages);
  const fits = topic === undefined || entry.topics.some((one) => sameLabel(one, topic));
  return [place(entry, notSafeNow), Number(!spoken), Number(!fits), Number(entry.checkedAt === null)];
}

function place(entry: Resource, notSafeNow: boolean): number {
  if (entry.topics.some((topic) => sameLabel(topic, finderTopic))) return 2;
  if (isEmergency(entry)) return notSafeNow ? 0 : 1;
  return notSafeNow ? 1 : 0;
}

/** Compares lexicographically. The sort is stable, so entries of equal rank stay in the order of the list. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

interface Shown {
  /** Whether there are numbers for the seeker's country. */
  readonly listed: boolean;
  readonly emergency: boolean;
  readonly abroad: boolean;
}

/** What the seeker must know, of the request and of the list. It never points at what is not in the list. */
function noticeFor(
  { country: where, demo, unattended, spaceChanged }: SupportAsked,
  { listed, emergency, abroad }: Shown,
): string {
  const said: string[] = [];
  if (spaceChanged === true) said.push(notices.spaceChanged);
  if (unattended === true) said.push(notices.unattended, emergency ? notices.emergency : notices.noEmergency);
  if (demo === true) said.push(notices.demo, listed ? notices.numbers : notices.noNumbers);
  if (!listed) said.push(where === null ? notices.noCountry : notices.unlisted);
  if (abroad) said.push(notices.abroad);
  return said.join(' ');
}
