import { describe, expect, it } from 'vitest';
import { isE164 } from '../../shared/domain/support/phone-number.ts';
import { contact, resource, type Contact, type Resource } from '../../shared/domain/support/resource.ts';
import { coversEdition, support, supportFor, type SupportAsked } from '../../shared/domain/support/support.ts';
import { fromIso, type EpochMs } from '../../shared/domain/time.ts';

function instant(iso: string): EpochMs {
  const at = fromIso(iso);
  if (at === undefined) throw new Error(`not an instant: ${iso}`);
  return at;
}

const now = instant('2027-01-15T12:00:00Z');
const longAfter = instant('2040-01-01T00:00:00Z');

/** An entry that a space adds in GB, unless told otherwise. */
function entry(change: Partial<Resource>): Resource {
  return resource.parse({
    id: 'space-line',
    country: 'GB',
    name: 'Our own line',
    topics: ['general'],
    languages: ['en'],
    hours: null,
    contacts: [{ kind: 'e164', number: '+442079460000' }],
    source: { url: 'https://space.example/', publisher: 'The space' },
    checkedBy: null,
    checkedAt: null,
    expiresAt: '2027-06-01',
    ...change,
  });
}

const answer = (asked: Partial<SupportAsked>) => support.parse(supportFor({ country: 'GB', now, ...asked }));
const ids = (asked: Partial<SupportAsked>) => answer(asked).resources.map(({ id }) => id);

describe('ways to reach help', () => {
  it.each<[string, Contact]>([
    ['a national short code', { kind: 'short-code', number: '116123' }],
    ['an emergency number', { kind: 'short-code', number: '112' }],
    ['a short code with a star', { kind: 'short-code', number: '*4141' }],
    ['a code that starts with zeros', { kind: 'short-code', number: '000' }],
    ['a full international number', { kind: 'e164', number: '+498001110111' }],
    ['a short freephone number, in full', { kind: 'e164', number: '+448001111' }],
    ['a text message with a keyword', { kind: 'sms', number: '85258', keyword: 'SHOUT' }],
    ['a text message to a mobile number', { kind: 'sms', number: '+61477131114' }],
    ['a site with https', { kind: 'url', url: 'https://findahelpline.com/' }],
  ])('accepts %s', (_, value) => {
    expect(contact.parse(value)).toEqual(value);
  });

  it.each([
    ['116 123 with a calling code', { kind: 'e164', number: '+44116123' }],
    ['116 123 with another calling code', { kind: 'e164', number: '+353116123' }],
    ['the Shout short code with a calling code', { kind: 'e164', number: '+4485258' }],
    ['988 with a calling code', { kind: 'e164', number: '+1988' }],
    ['13 11 14 with a calling code', { kind: 'e164', number: '+61131114' }],
    ['a text message to a short code with a calling code', { kind: 'sms', number: '+4485258' }],
    ['a national number without a calling code', { kind: 'e164', number: '08001110111' }],
    ['a long number as a short code', { kind: 'short-code', number: '08001110111' }],
    ['a number with spaces', { kind: 'short-code', number: '116 123' }],
    ['a keyword for a call', { kind: 'short-code', number: '988', keyword: 'HOME' }],
    ['a site without encryption', { kind: 'url', url: 'http://findahelpline.com/' }],
    ['an unknown kind', { kind: 'fax', number: '116123' }],
  ])('refuses %s', (_, value) => {
    expect(contact.safeParse(value).success).toBe(false);
  });

  it('knows the length of calling codes', () => {
    expect(['+12025550123', '+74951234567', '+493012345678', '+3726558088', '+352454545'].map(isE164)).toEqual(
      Array(5).fill(true),
    );
    expect(['+1202555012', '+49301234', '+35245454', '+0123456789', '+1234567890123456'].map(isE164)).toEqual(
      Array(5).fill(false),
    );
  });

  it('has both a person and a date of its check, or neither', () => {
    expect(resource.safeParse({ ...entry({}), checkedBy: 'A. Coordinator' }).success).toBe(false);
    expect(resource.safeParse({ ...entry({}), checkedAt: '2026-12-01' }).success).toBe(false);
    expect(resource.safeParse({ ...entry({}), checkedBy: 'A. Coordinator', checkedAt: '2026-12-01' }).success).toBe(true);
  });
});

describe('support for a seeker', () => {
  it('lists national lines, then the emergency number, then the finder', () => {
    expect(ids({})).toEqual(['gb-samaritans', 'gb-shout', 'gb-childline', 'gb-emergency-services', 'find-a-helpline']);
    expect(answer({}).country).toBe('GB');
  });

  it('puts every emergency number first for a seeker who is not safe now, and leaves nothing out', () => {
    expect(ids({ notSafeNow: true })[0]).toBe('gb-emergency-services');
    expect(ids({ country: 'JP', notSafeNow: true }).slice(0, 2)).toEqual(['jp-ambulance-and-fire', 'jp-police']);
    const own = [entry({ checkedBy: 'A. Coordinator', checkedAt: '2026-12-01' })];
    expect(ids({ notSafeNow: true, topic: 'general', spaceResources: own })[0]).toBe('gb-emergency-services');
    expect(ids({ notSafeNow: true }).toSorted()).toEqual(ids({}).toSorted());
  });

  it('puts lines in a language of the seeker first, whatever the region, and hides none', () => {
    expect(ids({ country: 'BE' }).slice(0, 2)).toEqual(['be-zelfmoordlijn', 'be-prevention-du-suicide']);
    expect(ids({ country: 'BE', languages: ['fr-CA'] }).slice(0, 2)).toEqual(['be-prevention-du-suicide', 'be-zelfmoordlijn']);
    expect(ids({ country: 'BE', languages: ['xx'] })).toEqual(ids({ country: 'BE' }));
  });

  it('puts lines of the topic first, after the language', () => {
    expect(ids({ topic: 'children' })[0]).toBe('gb-childline');
    expect(ids({ country: 'FI', topic: 'children', languages: ['sv'] })[0]).toBe('fi-nuortennetti');
    const own = [entry({ id: 'bereaved', topics: ['bereavement'], languages: ['cy'] })];
    expect(ids({ topic: 'bereavement', languages: ['en'], spaceResources: own }).indexOf('bereaved')).toBe(3);
    expect(ids({ topic: 'children' }).toSorted()).toEqual(ids({}).toSorted());
  });

  it('puts entries that a person checked before the others', () => {
    const checked = entry({ id: 'checked', checkedBy: 'A. Coordinator', checkedAt: '2026-12-01' });
    expect(ids({ spaceResources: [entry({}), checked] }).slice(0, 2)).toEqual(['checked', 'space-line']);
  });

  it('shows only the entries of the space for the seeker’s country and for every country', () => {
    const own = [entry({}), entry({ id: 'elsewhere', country: 'FR' }), entry({ id: 'everywhere', country: null })];
    expect(ids({ spaceResources: own }).slice(0, 2)).toEqual(['space-line', 'everywhere']);
    expect(ids({ country: null, spaceResources: own })).toEqual(['everywhere', 'find-a-helpline']);
  });

  it('keeps the lines of the space for a country without entries, behind the finder, and no emergency number of another country', () => {
    const own = [
      entry({}),
      entry({ id: 'elsewhere', country: 'FR' }),
      entry({ id: 'everywhere', country: null }),
      entry({ id: 'sos', topics: ['Emergency'] }),
    ];
    const asked = { country: 'AQ', spaceCountry: 'GB', spaceResources: own };
    expect(ids(asked)).toEqual([
      'everywhere',
      'find-a-helpline',
      'space-line',
      'elsewhere',
      'gb-samaritans',
      'gb-shout',
      'gb-childline',
    ]);
    expect(answer(asked).notice).toBe(
      'We do not have numbers for this country yet. Find A Helpline lists free support lines for each country. The lines of this space are in another country and may not answer calls from yours.',
    );
    expect(ids({ ...asked, country: 'GB' })).not.toContain('elsewhere');
  });

  it('shows the lines of the country that serves a territory, and its own', () => {
    const own = [entry({}), entry({ id: 'jersey', country: 'JE' })];
    expect(ids({ country: 'JE', spaceResources: own }).toSorted()).toEqual(
      [...ids({ spaceResources: [entry({})] }), 'jersey'].toSorted(),
    );
    expect(ids({ spaceResources: own })).not.toContain('jersey');
    expect(answer({ country: 'JE' })).toMatchObject({ country: 'JE' });
    expect(answer({ country: 'JE' })).not.toHaveProperty('notice');
  });

  it.each([
    ['GB', true],
    ['JE', true],
    ['AQ', false],
    [null, false],
  ])('points at an emergency number for %s only if there is one: %s', (country, given) => {
    const { notice = '' } = answer({ country, spaceCountry: 'GB', unattended: true, demo: true });
    expect(notice.includes('call the emergency number given here')).toBe(given);
    expect(notice.includes('use the numbers given here')).toBe(given);
    expect(notice.includes('call the emergency number of the country you are in')).toBe(!given);
  });

  it('never lets an entry of the space replace a national one', () => {
    const imposter = entry({ id: 'gb-emergency-services', name: 'Not 999' });
    expect(answer({ spaceResources: [imposter] }).resources.map(({ name }) => name)).not.toContain('Not 999');
    expect(ids({ spaceResources: [imposter] })).toEqual(ids({}));
  });

  it('leaves out expired entries and keeps the emergency number', () => {
    const own = [entry({ id: 'old', expiresAt: '2027-01-15' }), entry({ id: 'last-day', expiresAt: '2027-01-16' })];
    expect(ids({ spaceResources: own })).toContain('last-day');
    expect(ids({ spaceResources: own })).not.toContain('old');
    expect(ids({ now: longAfter, spaceResources: own })).toEqual(['gb-emergency-services', 'find-a-helpline']);
  });

  it('gives an unknown country the finder and says so, without assuming a country', () => {
    expect(ids({ country: null })).toEqual(['find-a-helpline']);
    expect(answer({ country: null })).toMatchObject({ country: null, notice: expect.stringContaining('which country') });
    expect(answer({ country: 'AQ' })).toMatchObject({ country: 'AQ', notice: expect.stringContaining('Find A Helpline') });
    expect(answer({ country: null, now: longAfter }).resources).toHaveLength(1);
    expect(answer({})).not.toHaveProperty('notice');
  });

  it('says that a demo is a demo, and shows the same help', () => {
    expect(answer({ demo: true })).toMatchObject({ demo: true, notice: expect.stringContaining('demonstration') });
    expect(answer({ demo: true }).resources).toEqual(answer({}).resources);
    expect(answer({ demo: false })).not.toHaveProperty('demo');
    expect(answer({ demo: true, country: null }).notice).toMatch(/demonstration.*which country/u);
  });

  it('never says who checked an entry, and gives the same answer every time', () => {
    const own = [entry({ checkedBy: 'A. Coordinator', checkedAt: '2026-12-01' })];
    expect(JSON.stringify(answer({ spaceResources: own }))).not.toContain('A. Coordinator');
    expect(answer({ spaceResources: own })).toEqual(answer({ spaceResources: own }));
  });

  it('says when a coordinator confirmed the numbers, unless the numbers have changed since', () => {
    const dates = (at: string) => new Set(answer({ confirmedAt: instant(at) }).resources.map(({ checkedAt }) => checkedAt));
    expect(dates('2027-01-02T09:00:00Z')).toEqual(new Set(['2027-01-02', null]));
    expect(dates('2020-01-02T09:00:00Z')).toEqual(new Set([null]));
    expect([coversEdition(instant('2027-01-02T09:00:00Z')), coversEdition(instant('2020-01-02T09:00:00Z'))]).toEqual([
      true,
      false,
    ]);
  });
});
