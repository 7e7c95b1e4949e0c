/**
 * The help numbers that come with the service: emergency numbers and a few national lines of some dozens of countries, each
 * with the page of the service or authority it is from. None is checked: a space opens once its coordinator confirmed those
 * of its country. Where a national line was not certain, only the emergency number is here.
 */
import { finderTopic, type Resource } from './resource.ts';
import { africaMiddleEast } from './seed/africa-middle-east.ts';
import { americas } from './seed/americas.ts';
import { asiaPacific } from './seed/asia-pacific.ts';
import { asiaSouth } from './seed/asia-south.ts';
import { europeCentral } from './seed/europe-central.ts';
import { europeNorth } from './seed/europe-north.ts';
import { europeSouth } from './seed/europe-south.ts';
import { europeWest } from './seed/europe-west.ts';
import { entriesOf, seedExpiresAt } from './seed/shape.ts';

const byCountry: ReadonlyMap<string, readonly Resource[]> = new Map(
  [europeWest, europeCentral, europeSouth, europeNorth, americas, asiaPacific, asiaSouth, africaMiddleEast]
    .flat()
    .map((seed) => [seed.country, entriesOf(seed)]),
);

/** Countries that have entries, ISO 3166-1 alpha-2. */
export const seedCountries: readonly string[] = [...byCountry.keys()];

/** The entries of a country, emergency numbers first; none for a country we know nothing of. What a coordinator confirms. */
export function seedOf(country: string): readonly Resource[] {
  return byCountry.get(country) ?? [];
}

/** For people anywhere: free lines by country, kept by ThroughLine. */
export const finder: Resource = {
  id: 'find-a-helpline',
  country: null,
  name: 'Find A Helpline',
  topics: [finderTopic],
  languages: ['en'],
  hours: '24/7',
  contacts: [{ kind: 'url', url: 'https://findahelpline.com/' }],
  source: { url: 'https://findahelpline.com/', publisher: 'ThroughLine' },
  checkedBy: null,
  checkedAt: null,
  expiresAt: seedExpiresAt,
};
