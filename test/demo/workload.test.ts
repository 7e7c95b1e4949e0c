import { describe, expect, it } from 'vitest';
import { eveningArrivals } from '../../demo/arrivals.ts';
import { compressedLimits, notAsFast, spaceOf } from '../../demo/compressed.ts';
import { offerFits } from '../../demo/fits.ts';
import { seekerParts } from '../../demo/seeker-part.ts';
import { volunteerParts } from '../../demo/volunteer-part.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';

/** Evening seconds. */
const length = 4500;
const many = 4000;

describe('the evening of a seed', () => {
  it('is the same evening again, and another one for another seed', () => {
    const evening = (seed: number) => ({
      seekers: seekerParts(seed, eveningArrivals(seed, 60, length)),
      volunteers: volunteerParts(seed, 24, length),
    });
    expect(evening(5)).toEqual(evening(5));
    expect(evening(5)).not.toEqual(evening(6));
  });

  it('keeps everybody as they are when others are added: each draws from a stream of their own', () => {
    expect(volunteerParts(5, 12, length)).toEqual(volunteerParts(5, 24, length).slice(0, 12));
    const arrivals = eveningArrivals(5, 60, length);
    expect(seekerParts(5, arrivals.slice(0, 10))).toEqual(seekerParts(5, arrivals).slice(0, 10));
  });

  it('brings exactly as many seekers as were asked for, in order, within the evening', () => {
    const times = eveningArrivals(5, 300, length).map(({ at }) => at);
    expect(times).toHaveLength(300);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(length);
  });

  it('has more even than Poisson could: counts of a tenth vary more than their mean', () => {
    const counts = Array.from(
      { length: 300 },
      (_, seed) => eveningArrivals(seed, 1000, length).filter(({ at }) => at < length / 10).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(variance / mean).toBeGreaterThan(1.8);
  });

  it('asks only what the contract takes, in four languages and one nobody speaks, some of it not safe now', () => {
    const parts = seekerParts(1, eveningArrivals(1, many, length));
    for (const { wishes } of parts) askBody.parse({ ...wishes, groundRulesVersion: 1 });
    const share = (of: (part: (typeof parts)[number]) => boolean) => parts.filter(of).length / parts.length;
    expect(new Set(parts.map(({ wishes }) => wishes.languages[0]))).toEqual(new Set(['en', 'es', 'pl', 'ar', 'sw']));
    expect(share(({ need }) => need === 'notSafeNow')).toBeCloseTo(0.03, 1);
    expect(share(({ via }) => via === 'direct')).toBeCloseTo(0.3, 1);
    expect(share(({ silence }) => silence !== undefined)).toBeGreaterThan(0.03);
    for (const part of parts) if (part.via === 'direct') expect(part.subject).toBeUndefined();
  });

  it('has a speaker of every language on when the curtain rises, even with four volunteers', () => {
    const four = volunteerParts(9, 4, length);
    expect(new Set(four.flatMap(({ languages }) => languages))).toEqual(new Set(['en', 'es', 'pl', 'ar']));
    for (const { shifts } of four) expect(shifts[0]?.from).toBe(0);
  });

  it('lets volunteers take three offers out of four, and more than one talk only by text', () => {
    const parts = volunteerParts(2, 400, length);
    expect(parts.reduce((sum, { accepts }) => sum + accepts, 0) / parts.length).toBeCloseTo(0.75, 1);
    for (const { capacity, channels } of parts) if (capacity > 1) expect(channels).toEqual(['chat']);
    expect(parts.some(({ shifts }) => shifts.length === 2)).toBe(true);
  });
});

describe('compressed time', () => {
  it('divides the limits by the factor, down to what the contract allows, and says where it stopped', () => {
    expect(compressedLimits(1)).toMatchObject({ offerWindowSeconds: 30, restSeconds: 300, unmatchedExpirySeconds: 2700 });
    expect(compressedLimits(30)).toMatchObject({
      offerWindowSeconds: 5,
      restSeconds: 10,
      presenceLeaseSeconds: 30,
      unmatchedExpirySeconds: 90,
    });
    expect(notAsFast(1)).toEqual([]);
    expect(notAsFast(30)).toContain('offer window 5 s');
  });

  it.each([1, 30, 120])('makes a space the contract takes at %ix, marked as a demo', (factor) => {
    expect(spaceCreation.parse(spaceOf(factor, 100))).toMatchObject({ demo: true, direct: true });
  });
});

describe('an offer', () => {
  const asked = { languages: ['ar', 'en'], channel: 'chat', role: null, topics: ['work'] };
  const brings = { languages: ['en'], channels: ['chat'], role: 'listener', mutedTopics: [] } as const;

  it.each([
    [true, asked, brings],
    [false, { ...asked, languages: ['ar'] }, brings],
    [false, { ...asked, channel: 'voice' }, brings],
    [false, { ...asked, role: 'mentor' }, brings],
    [true, { ...asked, role: 'listener' }, brings],
    [false, asked, { ...brings, mutedTopics: ['work'] }],
  ])('fits: %s', (fits, what, who) => {
    expect(offerFits(what, who)).toBe(fits);
  });
});
