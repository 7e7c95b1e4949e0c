import { describe, expect, it } from 'vitest';
import type { Entry, Event } from '../../demo/history.ts';
import { seekerName, volunteerName } from '../../demo/names.ts';
import { protagonist, seekerProfiles } from '../../demo/seeker-profile.ts';
import { followedText } from '../../demo/followed.ts';
import { canServe } from '../../demo/compatibility.ts';
import { volunteerProfiles } from '../../demo/volunteer-profile.ts';

/** Events, each at its second of the evening. */
const history = (...events: readonly (readonly [number, Event])[]): readonly Entry[] =>
  events.map(([at, event]) => ({ ...event, at }));

const asking = (seeker: string): Event => ({ kind: 'asking', seeker, need: 'soon', language: 'en' });
const asked = (seeker: string): Event => ({ kind: 'asked', seeker, request: `of-${seeker}`, cameBack: false });
const accepted = (seeker: string): Event => ({
  kind: 'accepted',
  volunteer: 'Thomas',
  offer: 'o',
  request: `of-${seeker}`,
  conversation: `talk-of-${seeker}`,
  language: 'en',
  role: 'listener',
  waitedSeconds: 1,
  reasons: [],
});
const matched = (seeker: string): Event => ({ kind: 'matched', seeker, request: `of-${seeker}`, waitSeconds: 1 });
const over = (seeker: string): Event => ({ kind: 'over', conversation: `talk-of-${seeker}` });

const evening = history(
  [0, asking('Noor')],
  [1, asked('Noor')],
  [50, asking('Leo')],
  [120, accepted('Noor')],
  [125, matched('Noor')],
  [1_000, over('Noor')],
  [1_010, { kind: 'felt', seeker: 'Noor', heard: 'yes' }],
  [1_300, asking('Mara')],
  [1_400, { kind: 'cancelled', seeker: 'Mara', request: 'r', why: 'patience', cause: 'no volunteer on could serve' }],
);
const until = (second: number): string | undefined =>
  followedText(
    evening.filter(({ at }) => at <= second),
    second,
  );

describe('the people to follow', () => {
  it('begin with the first seeker, until she has met a volunteer, talks and leaves', () => {
    expect(until(60)).toBe('Noor asks in English: to talk soon; has waited 1:00 min');
    expect(until(300)).toBe('Noor waited 2:00 min, and talks with Thomas, a listener, for 3:00 min');
    expect(until(1_020)).toBe('Noor talked with Thomas for 14:40 min and felt heard');
  });

  it('go on with the first who asks after that, and say why a seeker left', () => {
    expect(until(1_299)).toBe('Noor talked with Thomas for 14:40 min and felt heard');
    expect(until(1_330)).toBe('Mara asks in English: to talk soon; has waited 30 s');
    expect(until(1_500)).toBe('Mara waited 1:40 min and left: no volunteer on could serve');
  });

  it('are none before the first seeker', () => expect(followedText([], 10)).toBeUndefined());

  it('begin with a seeker that most volunteers can serve, whatever the seed', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const [first] = seekerProfiles(seed, [{ at: 0 }]);
      if (first === undefined) throw new Error('no seeker');
      const able = volunteerProfiles(seed, 42, 3_600).filter((profile) => canServe(protagonist(first).wishes, profile));
      expect(able.length).toBeGreaterThan(30);
    }
  });
});

describe('names', () => {
  it('are different for all people of the largest evening, and letters of an address', () => {
    const all = Array.from({ length: 5_000 }, (_, index) => [seekerName(index), volunteerName(index)]).flat();
    expect(new Set(all).size).toBe(10_000);
    for (const name of all) expect(name).toMatch(/^[A-Z][a-z]+(-[0-9]+)?$/u);
  });
});
