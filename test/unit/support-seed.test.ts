/** The real help numbers that come with the service. This is what a program can check; a person must still call them. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { emergencyTopic, finderTopic, resource } from '../../shared/domain/support/resource.ts';
import { finder, seedCountries, seedOf } from '../../shared/domain/support/seed.ts';
import { seedEdition, seedExpiresAt } from '../../shared/domain/support/seed/shape.ts';
import { isCurrent, supportFor } from '../../shared/domain/support/support.ts';
import { epochMs } from '../../shared/domain/time.ts';

/** The content of this edition. If it differs, the content changed: set a new `seedEdition`, then its digest here. */
const edition = { date: '2026-11-20', digest: '2e4802f0055bcc4c' };

/** The day to check. Continuous integration sets it to today, so that an expiry is found before seekers meet it. */
const on = process.env['HELP_NUMBERS_ON'] ?? seedEdition;

const entries = [...seedCountries.flatMap(seedOf), finder];

/** International calling codes of the countries that have such numbers here, ITU-T E.164. */
const callingCodes = new Map(
  'GB44 IE353 BE32 NL31 LU352 DE49 PL48 SK421 ES34 PT351 IT39 HR385 DK45 FI358 UA380 US1 CA1 MX52 UY598 AU61 NZ64 JP81 HK852 MY60 ZA27'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)] as const),
);

/** Words that hurt or lecture: https://www.samaritans.org/about-samaritans/media-guidelines/ */
const hurtful = /commit|successful|failed|unsuccessful|overdose|hanging|burden|others are waiting|hurry/iu;

describe(`the ${entries.length} help entries that come with the service`, () => {
  it('cover some dozens of countries', () => {
    expect(seedCountries.length).toBeGreaterThanOrEqual(36);
    expect(new Set(seedCountries).size).toBe(seedCountries.length);
  });

  it.each(entries.map((entry) => [entry.id, entry] as const))('%s is typed and has a primary source', (_, entry) => {
    expect(resource.parse(entry)).toEqual(entry);
    expect(entry.source.url).toMatch(/^https:\/\//u);
    expect(entry.source.url).not.toMatch(/wikipedia|findahelpline\.com\/./u);
  });

  it('have unique ids with the country in them', () => {
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ id, country }) => country !== null && !id.startsWith(`${country.toLowerCase()}-`))).toEqual([]);
  });

  it('were not checked by a person yet, and say so', () => {
    expect(entries.filter(({ checkedBy, checkedAt }) => checkedBy !== null || checkedAt !== null)).toEqual([]);
  });

  it.each(seedCountries)('%s has an emergency number that can be called', (country) => {
    const numbers = seedOf(country).filter(({ topics }) => topics.includes(emergencyTopic));
    expect(numbers.flatMap(({ contacts }) => contacts).some(({ kind }) => kind === 'short-code')).toBe(true);
    expect(seedOf(country)[0]?.topics).toEqual([emergencyTopic]);
  });

  it('have numbers of their own country', () => {
    const foreign = entries.flatMap(({ id, country, contacts }) =>
      contacts
        .flatMap((contact) => ('number' in contact && contact.number.startsWith('+') ? [contact.number] : []))
        .filter((number) => country === null || !number.startsWith(`+${callingCodes.get(country) ?? 'unlisted'}`))
        .map((number) => `${id} ${number}`),
    );
    expect(foreign).toEqual([]);
  });

  it('have one finder, for people in any country', () => {
    expect(entries.filter(({ topics, country }) => topics.includes(finderTopic) || country === null)).toEqual([finder]);
  });

  it('use no word that hurts, in names, audiences and notices', () => {
    const now = epochMs.parse(Date.parse('2027-01-15'));
    const notices = [null, 'GB', 'AQ'].map((country) => supportFor({ country, now, demo: true }).notice ?? '');
    const texts = [...entries.flatMap(({ name, audience = '', hours }) => [name, audience, hours ?? '']), ...notices];
    expect(texts.filter((text) => hurtful.test(text))).toEqual([]);
  });

  it('are valid for half a year after their edition, and not for more than a year', () => {
    const days = (Date.parse(seedExpiresAt) - Date.parse(seedEdition)) / 86_400_000;
    expect(days).toBeGreaterThan(180);
    expect(days).toBeLessThan(366);
    expect(new Set(entries.map(({ expiresAt }) => expiresAt))).toEqual(new Set([seedExpiresAt]));
  });

  it(`are not expired on ${on}`, () => {
    const day = epochMs.parse(Date.parse(on));
    expect(entries.filter((entry) => !isCurrent(entry, day)).map(({ id }) => id)).toEqual([]);
  });

  it('have a new edition whenever one of them changed, so that a confirmation only covers what was shown', () => {
    const digest = createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 16);
    expect({ date: seedEdition, digest }).toEqual(edition);
  });
});
