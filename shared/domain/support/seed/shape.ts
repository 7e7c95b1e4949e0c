/** How the seed is written down: only what differs from entry to entry. */
import { emergencyTopic, type Contact, type Resource } from '../resource.ts';

/**
 * When the content of the seed last changed. A coordinator's confirmation counts for what they saw: an older one says
 * nothing about this edition. A test refuses a change of the content without a new date here.
 */
export const seedEdition = '2026-11-20';

/**
 * Numbers change seldom, but services close: half a year after this edition every line must have been looked at again,
 * and until then, once this date has passed, only emergency numbers and the finder are shown.
 */
export const seedExpiresAt = '2027-06-01';

type Source = Resource['source'];

export interface SeedLine {
  readonly id: string;
  readonly name: string;
  readonly topics: readonly string[];
  /** Of the line; without it those of the country. */
  readonly languages?: readonly string[];
  readonly hours?: string;
  readonly contacts: readonly Contact[];
  readonly audience?: string;
  readonly source: Source;
}

export interface SeedCountry {
  readonly country: string;
  readonly languages: readonly string[];
  /** Short codes by what answers there, ambulance first. */
  readonly emergency: readonly { readonly name: string; readonly numbers: readonly string[]; readonly source: Source }[];
  readonly lines: readonly SeedLine[];
}

export const call = (number: string): Contact => ({ kind: number.startsWith('+') ? 'e164' : 'short-code', number });
export const text = (number: string, keyword?: string): Contact =>
  keyword === undefined ? { kind: 'sms', number } : { kind: 'sms', number, keyword };
export const site = (url: string): Contact => ({ kind: 'url', url });

/** The one number of the European Union. https://digital-strategy.ec.europa.eu/en/policies/112 */
export const europe112 = {
  name: 'Emergency services',
  numbers: ['112'],
  source: { url: 'https://digital-strategy.ec.europa.eu/en/policies/112', publisher: 'European Commission' },
} as const;

/** The entries of a country: its emergency numbers, then its lines. Nobody has checked any of them yet. */
export function entriesOf(seed: SeedCountry): readonly Resource[] {
  const numbers = seed.emergency.map(({ name, numbers: short, source }) => ({
    id: name.toLowerCase().replaceAll(' ', '-'),
    name,
    topics: [emergencyTopic],
    hours: '24/7',
    contacts: short.map(call),
    source,
  }));
  return [...numbers, ...seed.lines].map((line) => entryOf(seed, line));
}

function entryOf(seed: SeedCountry, line: SeedLine): Resource {
  return {
    ...line,
    id: `${seed.country.toLowerCase()}-${line.id}`,
    country: seed.country,
    topics: [...line.topics],
    languages: [...(line.languages ?? seed.languages)],
    hours: line.hours ?? null,
    contacts: [...line.contacts],
    checkedBy: null,
    checkedAt: null,
    expiresAt: seedExpiresAt,
  };
}
