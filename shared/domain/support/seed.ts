/**
 * The help numbers that come with the service: emergency numbers and a few national lines of some dozens of countries, each with
 * the page of the service or authority it comes from. None of them is checked: a space opens only after its coordinator confirmed
 * the numbers of its country. If a national line was not certain, only the emergency number is here.
 */
import { servingCountry } from '../country.ts';
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

/** Countries that have entries, as ISO 3166-1 alpha-2 codes. */
export const seedCountries: readonly string[] = [...byCountry.keys()];

/**
 * The entries of a country, or of the country that serves a territory, emergency numbers first. Empty for a country without entries.
 * These are the entries a coordinator confirms.
 */
export function seedOf(country: string): readonly Resource[] {
  return byCountry.get(servingCountry(country)) ?? [];
}

/** For people in any country: free lines by country, maintained by ThroughLine. */
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
