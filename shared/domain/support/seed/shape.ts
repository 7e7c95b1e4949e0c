/** The form of a seed entry: only what differs between entries. */
import { emergencyTopic, type Contact, type Resource } from '../resource.ts';

/**
 * When the content of the seed last changed. A confirmation by a coordinator covers what they saw: an older confirmation says
 * nothing about this edition. A test refuses a change of the content without a new date here.
 */
export const seedEdition = '2026-11-20';

/**
 * Numbers seldom change, but services close. Every line must be checked again within half a year after this edition. If that did
 * not happen by this date, only emergency numbers and the finder are shown.
 */
export const seedExpiresAt = '2027-06-01';

type Source = Resource['source'];

export interface SeedLine {
  readonly id: string;
  readonly name: string;
  readonly topics: readonly string[];
  /** The languages of the line. Absent: those of the country. */
  readonly languages?: readonly string[];
  readonly hours?: string;
  readonly contacts: readonly Contact[];
  readonly audience?: string;
  readonly source: Source;
}

export interface SeedCountry {
  readonly country: string;
  readonly languages: readonly string[];
  /** Short codes by service, the ambulance first. */
  readonly emergency: readonly { readonly name: string; readonly numbers: readonly string[]; readonly source: Source }[];
  readonly lines: readonly SeedLine[];
}

export const call = (number: string): Contact => ({ kind: number.startsWith('+') ? 'e164' : 'short-code', number });
export const text = (number: string, keyword?: string): Contact =>
  keyword === undefined ? { kind: 'sms', number } : { kind: 'sms', number, keyword };
export const site = (url: string): Contact => ({ kind: 'url', url });

/** The common number of the European Union. https://digital-strategy.ec.europa.eu/en/policies/112 */
export const europe112 = {
  name: 'Emergency services',
  numbers: ['112'],
  source: { url: 'https://digital-strategy.ec.europa.eu/en/policies/112', publisher: 'European Commission' },
} as const;

/** The entries of a country: its emergency numbers, then its lines. No coordinator has checked any of them yet. */
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
