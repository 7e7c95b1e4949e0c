/** Present, still talking, the end and its rest, heavy, and the rematch if the other side never joined. */
import { describe, expect, test } from 'vitest';
import { matchesPerRequestMax, stillTalkingGraceSeconds } from '../../shared/domain/limits.ts';
import { rematchAfterSeconds, rematchUnsignedSeconds, vanishedAfterSeconds } from '../../shared/domain/rematch-limits.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { acceptOffer } from '../../shared/domain/transitions/accept.ts';
import {
  endTalk,
  here,
  markHeavy,
  mayComeBack,
  rematch,
  stillTalkingFrom,
  type Ongoing,
} from '../../shared/domain/transitions/conversation.ts';
import { aBusySeat, anOffer, aSeat, aTalk, at, noon, offerNo, today, volunteerNo } from '../fixtures/domain.ts';

const limits = { restSeconds: 300, heavyRestSeconds: 900, presenceLeaseSeconds: 120 };
const times = { expirySeconds: 2700, leaseSeconds: 120, restSeconds: 300, date: today };

/** Request 1: asked ten minutes before noon, and in a talk with volunteer 1 since noon. */
function talking(seat: Seat = aSeat()): Ongoing {
  const opened = anOffer(aTalk({ askedAt: at(-600) }), seat);
  const accepted = acceptOffer({ ...opened, others: [], offer: offerNo(1), talkSecondsMax: 7200, date: today }, noon);
  if (!accepted.ok || accepted.value.talk.match === undefined) throw new Error('no match');
  const { talk, seat: winner } = accepted.value;
  return { talk: { ...talk, match: accepted.value.talk.match }, seat: winner };
}

const { talk, seat } = talking();
/** The seeker is in the conversation, and the volunteer is not. */
const waited = { ...talk, match: { ...talk.match, seekerHereAt: at(5) } };

describe('being present', () => {
  test('is noted for each side, and only the seeker’s call counts as a heartbeat of the seeker', () => {
    expect(here(talk, 'seeker', 7200, at(5))).toEqual({
      ...talk,
      seq: talk.seq + 1,
      event: 'here',
      lastSeenAt: at(5),
      match: { ...talk.match, seekerHereAt: at(5) },
    });
    expect(here(talk, 'volunteer', 7200, at(5))).toEqual({
      ...talk,
      seq: talk.seq + 1,
      event: 'here',
      match: { ...talk.match, volunteerHereAt: at(5) },
    });
  });

  test('answers "still talking?" after the grace, and not before', () => {
    const from = 7200 - stillTalkingGraceSeconds;
    expect(stillTalkingFrom(talk.match, 7200)).toBe(at(from));
    expect(here(talk, 'volunteer', 7200, at(from - 1)).match?.endsBy).toBe(at(7200));
    expect(here(talk, 'volunteer', 7200, at(from)).match?.endsBy).toBe(at(from + 7200));
  });

  test('asks at most half of a short talk', () => {
    expect(stillTalkingFrom({ ...talk.match, endsBy: at(60) }, 60)).toBe(at(30));
  });
});

describe('the end of a talk', () => {
  test('frees the seat, which rests from now, and keeps the lease valid', () => {
    const ended = endTalk({ talk, seat }, 'seeker', false, limits, at(600));
    expect(ended).toEqual({
      ok: true,
      value: {
        talk: {
          ...talk,
          seq: talk.seq + 1,
          event: 'ended',
          state: 'ended',
          endedAt: at(600),
          match: { ...talk.match, endedAt: at(600), endedBy: 'seeker', heavy: false },
        },
        seat: {
          ...seat,
          seq: seat.seq + 1,
          event: 'ended',
          talks: [],
          idleSince: at(600),
          restUntil: at(900),
          leaseExpiresAt: at(720),
          talksEnded: 1,
        },
      },
    });
  });

  test('is counted for good, and a rematch is not', () => {
    const once = endTalk({ talk, seat }, 'seeker', false, limits, at(60));
    expect(once).toMatchObject({ ok: true, value: { seat: { talksEnded: 1 } } });
    const again = endTalk({ talk, seat: { ...seat, talksEnded: 4 } }, 'time', false, limits, at(60));
    expect(again).toMatchObject({ ok: true, value: { seat: { talksEnded: 5 } } });
    const never = rematch({ talk: waited, seat }, 'seeker', times, at(rematchAfterSeconds));
    if (!never.ok) throw new Error(never.error.code);
    expect(never.value.seat).not.toHaveProperty('talksEnded');
  });

  test('that was heavy gives a longer rest, and no rest becomes shorter', () => {
    expect(endTalk({ talk, seat }, 'volunteer', true, limits, at(600))).toMatchObject({
      value: { seat: { restUntil: at(1500) } },
    });
    const resting = { ...seat, restUntil: at(5000) };
    expect(endTalk({ talk, seat: resting }, 'volunteer', true, limits, at(600))).toMatchObject({
      value: { seat: { restUntil: at(5000) } },
    });
  });

  test('turns draining into off with the last talk, not before', () => {
    const draining = { ...seat, on: 'draining' } as const;
    const off = endTalk({ talk, seat: draining }, 'time', false, limits, at(600));
    expect(off).toMatchObject({ value: { seat: { on: 'off', talks: [], leaseExpiresAt: seat.leaseExpiresAt } } });
    expect(off.ok && off.value.seat).not.toHaveProperty('session');
    const two = { ...draining, talks: [...seat.talks, ...aBusySeat().talks] };
    expect(endTalk({ talk, seat: two }, 'time', false, limits, at(600))).toMatchObject({
      value: { seat: { on: 'draining', talks: aBusySeat().talks } },
    });
  });

  test('leaves a volunteer off who went off during the talk', () => {
    const { session: _ended, ...off } = { ...seat, on: 'off' } as const;
    expect(endTalk({ talk, seat: off }, 'seeker', false, limits, at(600))).toMatchObject({
      value: { seat: { on: 'off', leaseExpiresAt: seat.leaseExpiresAt } },
    });
  });

  test('happens once', () => {
    expect(endTalk({ talk: { ...talk, state: 'ended' }, seat }, 'seeker', false, limits, noon)).toEqual({
      ok: false,
      error: { code: 'already-over' },
    });
  });
});

describe('marking a talk as heavy', () => {
  const rested = endTalk({ talk, seat }, 'seeker', false, limits, at(600));
  const after = rested.ok ? rested.value.seat : seat;

  test('extends the rest from the end of the talk, once', () => {
    const heavy = markHeavy(after, at(600), 900);
    expect(heavy).toEqual({ ...after, seq: after.seq + 1, event: 'rest-extended', restUntil: at(1500) });
    expect(heavy && markHeavy(heavy, at(600), 900)).toBeUndefined();
  });

  test('does not shorten a rest that another talk gave', () => {
    expect(markHeavy({ ...after, restUntil: at(5000) }, at(600), 900)).toBeUndefined();
  });
});

describe('coming back', () => {
  test.each([
    ['after the volunteer vanished', { volunteerHereAt: noon, endedBy: 'seeker' }, true],
    ['after the volunteer vanished and the time was over', { volunteerHereAt: noon, endedBy: 'time' }, true],
    ['after the seeker alone was there', { seekerHereAt: noon, endedBy: 'seeker' }, true],
    ['after a talk that ended with a sign of the volunteer', { volunteerHereAt: at(700), endedBy: 'seeker' }, false],
    ['after a talk of which no side gave a sign', { endedBy: 'seeker' }, false],
    ['after the volunteer ended the talk', { volunteerHereAt: noon, endedBy: 'volunteer' }, false],
  ] as const)('[bug-vanished-comes-back] %s: %s', (_name, parts, may) => {
    const ended = { ...talk, state: 'ended', match: { ...talk.match, ...parts, endedAt: at(900) } } as const;
    expect(mayComeBack(ended)).toBe(may);
  });
});

describe('a rematch', () => {
  const due = at(rematchAfterSeconds);

  test('puts the request back with its old queue time and frees the seat without a rest; the talk is not counted', () => {
    const { match, ...waiting } = waited;
    const back = rematch({ talk: waited, seat }, 'seeker', times, due);
    expect(back).toEqual({
      ok: true,
      value: {
        talk: {
          ...waiting,
          seq: talk.seq + 1,
          event: 'rematched',
          state: 'waiting',
          lastSeenAt: due,
          expiresAt: at(rematchAfterSeconds + 2700),
          excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }],
          previousMatches: [{ ...match, endedAt: due, endedBy: 'rematch' }],
        },
        seat: {
          ...seat,
          seq: seat.seq + 1,
          event: 'rematched',
          talks: [],
          day: { date: today, talks: 0 },
          leaseExpiresAt: at(rematchAfterSeconds + times.leaseSeconds),
        },
      },
    });
  });

  test('[bug-last-rematch] ends the request as expired after the maximum of matches, and frees the seat', () => {
    const last = { ...talk, match: { ...talk.match, n: matchesPerRequestMax } };
    const over = rematch({ talk: last, seat }, 'seeker', times, due);
    expect(over).toMatchObject({ value: { talk: { state: 'expired', event: 'expired', endedAt: due }, seat: { talks: [] } } });
    expect(over.ok && mayComeBack(over.value.talk)).toBe(true);
  });

  test('is refused if it is too early, and says from when it is allowed', () => {
    expect(rematch({ talk, seat }, 'seeker', times, at(rematchAfterSeconds - 1))).toEqual({
      ok: false,
      error: { code: 'too-early', at: due },
    });
  });

  test('[bug-vanished-volunteer] is possible for the seeker once the volunteer, who had joined, was silent for long', () => {
    const joined = { ...talk, match: { ...talk.match, volunteerHereAt: at(600) } };
    const silent = at(600 + vanishedAfterSeconds);
    const refused = { ok: false, error: { code: 'already-joined', at: silent } };
    expect(rematch({ talk: joined, seat }, 'seeker', times, at(600 + vanishedAfterSeconds - 1))).toEqual(refused);
    const back = rematch({ talk: joined, seat }, 'seeker', times, silent);
    // The talk took place, so it counts. The volunteer is gone, so there is no new lease.
    const { leaseExpiresAt, day } = seat;
    expect(back).toMatchObject({ value: { talk: { state: 'waiting' }, seat: { talks: [], leaseExpiresAt, day } } });
  });

  describe('[bug-unsigned-rematch] of a talk in which no side gave a sign', () => {
    const last = at(rematchUnsignedSeconds - 1);
    const over = at(rematchUnsignedSeconds);
    const here = (seekerHereAt: number | undefined, volunteerHereAt: number | undefined) => ({
      ...talk,
      match: {
        ...talk.match,
        ...(seekerHereAt === undefined ? {} : { seekerHereAt: at(seekerHereAt) }),
        ...(volunteerHereAt === undefined ? {} : { volunteerHereAt: at(volunteerHereAt) }),
      },
    });

    test.each([
      ['the seeker, while one word is enough', here(undefined, undefined), 'seeker', last, 'granted'],
      ['the volunteer, while one word is enough', here(undefined, undefined), 'volunteer', last, 'granted'],
      ['the seeker, later', here(undefined, undefined), 'seeker', over, 'already-joined'],
      ['the volunteer, later', here(undefined, undefined), 'volunteer', over, 'already-joined'],
      ['a seeker who was there alone, later', here(5, undefined), 'seeker', over, 'granted'],
      ['a volunteer who was there alone, later', here(undefined, 5), 'volunteer', over, 'granted'],
      ['a seeker whose volunteer came and vanished, later', here(undefined, 5), 'seeker', over, 'granted'],
    ] as const)('%s', (_name, met, asker, now, answer) => {
      const back = rematch({ talk: met, seat }, asker, times, now);
      expect(back.ok ? 'granted' : back.error.code).toBe(answer);
    });

    test('leaves a volunteer who may have talked with a rest and the talk counted, if the seeker asks', () => {
      const { day } = seat;
      const asked = (asker: 'seeker' | 'volunteer') => rematch({ talk, seat }, asker, times, due);
      const lease = at(rematchAfterSeconds + times.leaseSeconds);
      const rested = { restUntil: at(rematchAfterSeconds + times.restSeconds), day, leaseExpiresAt: lease };
      expect(asked('seeker')).toMatchObject({ value: { seat: rested } });
      expect(asked('volunteer')).toMatchObject({ value: { seat: { restUntil: seat.restUntil, day: { ...day, talks: 0 } } } });
      const resting = { ...seat, restUntil: at(5000) };
      expect(rematch({ talk, seat: resting }, 'seeker', times, due)).toMatchObject({ value: { seat: { restUntil: at(5000) } } });
    });
  });

  test('is never possible for a volunteer whose seeker has joined', () => {
    const joined = { ...talk, match: { ...talk.match, seekerHereAt: noon } };
    expect(rematch({ talk: joined, seat }, 'volunteer', times, at(9000))).toEqual({
      ok: false,
      error: { code: 'already-joined' },
    });
    expect(rematch({ talk: joined, seat }, 'seeker', times, due).ok).toBe(true);
  });

  test('is refused after the talk is over', () => {
    expect(rematch({ talk: { ...talk, state: 'ended' }, seat }, 'seeker', times, due)).toEqual({
      ok: false,
      error: { code: 'already-over' },
    });
  });

  test('by the volunteer does not count as a heartbeat of the seeker', () => {
    expect(rematch({ talk, seat }, 'volunteer', times, due)).toMatchObject({ value: { talk: { lastSeenAt: talk.lastSeenAt } } });
  });

  test('does not reduce the count of another day, and never shortens the expiry', () => {
    const later = { ...times, date: '2026-03-03', expirySeconds: 0 };
    expect(rematch({ talk, seat }, 'seeker', later, due)).toMatchObject({
      value: { seat: { day: { date: today, talks: 1 } }, talk: { expiresAt: talk.expiresAt } },
    });
  });

  test('turns draining into off', () => {
    expect(rematch({ talk, seat: { ...seat, on: 'draining' } }, 'seeker', times, due)).toMatchObject({
      value: { seat: { on: 'off' } },
    });
  });
});
