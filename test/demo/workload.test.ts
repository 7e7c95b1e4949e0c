import { describe, expect, it } from 'vitest';
import { eveningArrivals } from '../../demo/arrivals.ts';
import { compressedLimits, notAsFast, spaceOf } from '../../demo/compressed-time.ts';
import { isCompatible } from '../../demo/compatibility.ts';
import { seekerProfiles } from '../../demo/seeker-profile.ts';
import { volunteerProfiles } from '../../demo/volunteer-profile.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';

/** In evening seconds. */
const length = 4500;
const many = 4000;

describe('the evening of a seed', () => {
  it('is the same again with the same seed, and another one with another seed', () => {
    const evening = (seed: number) => ({
      seekers: seekerProfiles(seed, eveningArrivals(seed, 60, length)),
      volunteers: volunteerProfiles(seed, 24, length),
    });
    expect(evening(5)).toEqual(evening(5));
    expect(evening(5)).not.toEqual(evening(6));
  });

  it('changes no person when others are added: each person has separate random numbers', () => {
    expect(volunteerProfiles(5, 12, length)).toEqual(volunteerProfiles(5, 24, length).slice(0, 12));
    const arrivals = eveningArrivals(5, 60, length);
    expect(seekerProfiles(5, arrivals.slice(0, 10))).toEqual(seekerProfiles(5, arrivals).slice(0, 10));
  });

  it('brings exactly the wanted number of seekers, in order, within the evening', () => {
    const times = eveningArrivals(5, 300, length).map(({ at }) => at);
    expect(times).toHaveLength(300);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThan(length);
  });

  it('varies more than a Poisson process: the counts of tenths have more variance than their mean', () => {
    const counts = Array.from(
      { length: 300 },
      (_, seed) => eveningArrivals(seed, 1000, length).filter(({ at }) => at < length / 10).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(variance / mean).toBeGreaterThan(1.8);
  });

  it('asks only what the contract takes, in four languages of volunteers and one other, with some seekers who are not safe', () => {
    const profiles = seekerProfiles(1, eveningArrivals(1, many, length));
    for (const { wishes } of profiles) askBody.parse({ ...wishes, groundRulesVersion: 1 });
    const share = (of: (profile: (typeof profiles)[number]) => boolean) => profiles.filter(of).length / profiles.length;
    expect(new Set(profiles.map(({ wishes }) => wishes.languages[0]))).toEqual(new Set(['en', 'es', 'pl', 'ar', 'sw']));
    expect(share(({ need }) => need === 'notSafeNow')).toBeCloseTo(0.03, 1);
    expect(share(({ via }) => via === 'direct')).toBeCloseTo(0.3, 1);
    expect(share(({ looksAway }) => looksAway)).toBeGreaterThan(0.03);
    for (const profile of profiles) if (profile.via === 'direct') expect(profile.subject).toBeUndefined();
  });

  it('has a volunteer on for every language when the evening begins, even with four volunteers', () => {
    const four = volunteerProfiles(9, 4, length);
    expect(new Set(four.flatMap(({ languages }) => languages))).toEqual(new Set(['en', 'es', 'pl', 'ar']));
    for (const { shifts } of four) expect(shifts[0]?.from).toBe(0);
  });

  it('lets volunteers accept three offers out of four, and have more than one talk only by text', () => {
    const profiles = volunteerProfiles(2, 400, length);
    expect(profiles.reduce((sum, { accepts }) => sum + accepts, 0) / profiles.length).toBeCloseTo(0.75, 1);
    for (const { capacity, channels } of profiles) if (capacity > 1) expect(channels).toEqual(['chat']);
    expect(profiles.some(({ shifts }) => shifts.length === 2)).toBe(true);
  });
});

describe('compressed time', () => {
  it('divides the limits by the factor, down to what the contract allows, and names each limit that it could not divide', () => {
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

  it.each([1, 30, 120])('makes a space that the contract takes at %ix, marked as a demo', (factor) => {
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
    expect(isCompatible(what, who)).toBe(fits);
  });
});
