/** On, renewed, draining, off, and a profile that is edited while on: the seat and the offers it held. */
import { describe, expect, test } from 'vitest';
import { roomViolations } from '../../shared/domain/eligibility.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import { seatIdempotencyKeysMax } from '../../shared/domain/limits.ts';
import { availableAt, type Seat } from '../../shared/domain/seat.ts';
import {
  changeFacts,
  drain,
  extendLease,
  goOff,
  goOn,
  isRepeated,
  leaseWantsExtending,
  newSeat,
  renew,
  type GoOn,
} from '../../shared/domain/transitions/availability.ts';
import {
  aBusySeat,
  anOffer,
  aSeat,
  aTalk,
  at,
  noon,
  requestNo,
  someFacts,
  spaceNo,
  today,
  volunteerNo,
  type TalkParts,
} from '../fixtures/domain.ts';

const command: GoOn = {
  session: 'new session',
  key: 'key',
  channels: ['chat'],
  capacity: 1,
  facts: someFacts(),
  leaseSeconds: 120,
};

/** A seat with a capacity of two that holds offers of requests 1 and 2. */
function asked(second: TalkParts = {}, capacity = 2) {
  let seat: Seat = aSeat({ capacity });
  const talks = [aTalk({ n: 1 }), aTalk({ n: 2, ...second })].map((talk) => {
    const opened = anOffer(talk, seat);
    seat = opened.seat;
    return opened.talk;
  });
  return { seat, talks };
}

describe('going on', () => {
  test('for the first time starts a session, idle from now', () => {
    const seat = goOn(newSeat({ space: spaceNo(1), volunteer: volunteerNo(1) }, someFacts(), at(-99)), command, noon);
    expect(seat).toMatchObject({
      seq: 2,
      on: 'on',
      session: 'new session',
      leaseExpiresAt: at(120),
      idleSince: noon,
      capacity: 1,
      idempotencyKeys: ['key'],
    });
    expect(availableAt(seat)).toBe(noon);
  });

  test('again while on keeps the session, the idle time, the rest, the talks and the offers', () => {
    const { seat } = asked();
    const again = goOn({ ...seat, restUntil: at(50) }, { ...command, capacity: 2, until: at(900) }, at(10));
    expect(again).toEqual({
      ...seat,
      seq: seat.seq + 1,
      event: 'on',
      restUntil: at(50),
      leaseExpiresAt: at(130),
      until: at(900),
      idempotencyKeys: ['key'],
    });
  });

  test('from draining keeps the session and the talk', () => {
    expect(goOn(aBusySeat({ on: 'draining' }), command, noon)).toMatchObject({
      on: 'on',
      session: 'session',
      talks: [{ at: noon }],
    });
  });

  test('during a talk, after an off, does not make the volunteer idle', () => {
    const { session: _none, ...off } = aBusySeat({ on: 'off' });
    expect(goOn(off, command, noon)).toMatchObject({ session: 'new session', idleSince: off.idleSince });
  });

  test('[bug-fewer-places] during two talks keeps the one place that the volunteer chose: it holds when one of them ends', () => {
    const two = aSeat({
      capacity: 2,
      talks: [1, 2].map((n) => ({ request: requestNo(n), conversation: conversationOf(requestNo(n), 1), at: noon })),
    });
    const on = goOn(two, command, noon);
    expect([on.talks.length, on.capacity]).toEqual([2, 1]);
    const [, left] = on.talks;
    expect(roomViolations({ ...on, talks: left === undefined ? [] : [left] }, { date: today }, noon)).toContain('at-capacity');
  });

  test('without an end forgets the end that was set before', () => {
    expect(goOn(aSeat({ until: at(900) }), command, noon)).not.toHaveProperty('until');
  });

  test('recognises a late duplicate by its key, among the last few', () => {
    const seat = Array.from({ length: seatIdempotencyKeysMax + 1 }, (_, n) => `key ${n}`).reduce(
      (on, key) => goOn(on, { ...command, key }, noon),
      aSeat(),
    );
    expect(seat.idempotencyKeys).toHaveLength(seatIdempotencyKeysMax);
    expect(isRepeated(seat, `key ${seatIdempotencyKeysMax}`)).toBe(true);
    expect(isRepeated(seat, 'key 1')).toBe(true);
    expect(isRepeated(seat, 'key 0')).toBe(false);
    expect(isRepeated(seat, undefined)).toBe(false);
  });
});

describe('a lease', () => {
  test('[bug-quiet-renewal] is renewed by its own session, and nothing else changes, so no reader is told', () => {
    const renewed = { ...aSeat(), event: 'renewed', leaseExpiresAt: at(180) };
    expect(renew(aSeat(), 'session', 120, at(60))).toEqual({ ok: true, value: renewed });
  });

  test('is not renewed by another session, or after off', () => {
    const ended = { ok: false, error: { code: 'session-ended' } };
    expect(renew(aSeat(), 'earlier session', 120, noon)).toEqual(ended);
    expect(renew(aSeat({ on: 'off' }), 'session', 120, noon)).toEqual(ended);
    expect(renew(goOff({ seat: aSeat(), talks: [] }, noon).seat, 'session', 120, noon)).toEqual(ended);
  });

  test('never becomes shorter', () => {
    expect(extendLease(aSeat({ leaseExpiresAt: at(500) }), 120, noon).leaseExpiresAt).toBe(at(500));
  });

  test.each([
    ['more than half of it is left', { leaseExpiresAt: at(60) }, false],
    ['less than half of it is left', { leaseExpiresAt: at(59) }, true],
    ['it has ended', { leaseExpiresAt: noon }, false],
    ['the volunteer is off', { leaseExpiresAt: at(59), on: 'off' }, false],
  ] as const)('is extended or not by a call: %s', (_name, parts, wants) => {
    expect(leaseWantsExtending(aSeat(parts), 120, noon)).toBe(wants);
  });
});

describe('going off', () => {
  test('withdraws every open offer on both sides, without disadvantage, in one change', () => {
    const { seat, talks } = asked();
    const off = goOff({ seat, talks }, at(5));
    const { session: _ended, ...kept } = seat;
    expect(off.seat).toEqual({ ...kept, seq: seat.seq + 1, event: 'off', on: 'off', offers: [] });
    expect(off.talks).toEqual([1, 2].map((n) => ({ ...aTalk({ n }), seq: 3, event: 'withdrawn' })));
  });

  test('lets a talk go on', () => {
    expect(goOff({ seat: aBusySeat(), talks: [] }, noon).seat.talks).toEqual(aBusySeat().talks);
  });

  test('deletes the end of availability', () => {
    expect(goOff({ seat: aSeat({ until: at(900) }), talks: [] }, noon).seat).not.toHaveProperty('until');
  });
});

describe('"after this one, off"', () => {
  test('means off at once without a talk', () => {
    expect(drain({ seat: aSeat(), talks: [] }, noon)).toEqual(goOff({ seat: aSeat(), talks: [] }, noon));
  });

  test('means draining during a talk, with open offers withdrawn and the session kept', () => {
    const { seat, talks } = asked({}, 3);
    const drained = drain({ seat: { ...seat, talks: aBusySeat().talks }, talks }, noon);
    const draining = { event: 'draining', on: 'draining', offers: [], talks: aBusySeat().talks };
    expect(drained.seat).toEqual({ ...seat, seq: seat.seq + 1, ...draining });
    expect(drained.talks.map((talk) => talk.state)).toEqual(['waiting', 'waiting']);
  });
});

describe('an edited profile', () => {
  test('withdraws only the offers that no longer fit, in one change', () => {
    const { seat, talks } = asked({ criteria: { languages: ['en', 'fr'] } });
    const changed = changeFacts({ seat, talks }, someFacts({ languages: ['fr'] }), noon);
    expect(changed.seat).toMatchObject({
      seq: seat.seq + 1,
      on: 'on',
      offers: [{ request: requestNo(2) }],
      facts: { languages: ['fr'] },
    });
    expect(changed.talks).toMatchObject([{ id: requestNo(1), state: 'waiting', offers: [] }]);
  });

  test.each([
    ['inactive', { active: false }, 'off'],
    ['without a valid credential now', { eligibleUntil: noon }, 'off'],
    ['with a credential that is still valid', { eligibleUntil: at(1) }, 'on'],
  ])('%s', (_name, facts, on) => {
    const { seat, talks } = asked();
    const changed = changeFacts({ seat, talks }, someFacts(facts), noon);
    expect(changed.seat).toMatchObject({ seq: seat.seq + 1, on });
    expect(changed.seat.offers).toHaveLength(on === 'off' ? 0 : 2);
    expect(changed.talks).toHaveLength(on === 'off' ? 2 : 0);
  });

  test('with a smaller capacity withdraws the offers beyond it', () => {
    const { seat, talks } = asked();
    const changed = changeFacts({ seat, talks }, someFacts({ capacityMax: 1 }), noon);
    expect(changed.seat.offers.map(({ request }) => request)).toEqual([requestNo(1)]);
    expect(changed.talks).toMatchObject([{ id: requestNo(2), state: 'waiting', offers: [] }]);
  });

  test('keeps the chosen channels that are still offered', () => {
    const seat = aSeat({ channels: ['chat', 'voice'], facts: { channels: ['chat', 'voice'] } });
    expect(changeFacts({ seat, talks: [] }, someFacts({ channels: ['voice', 'video'] }), noon).seat.channels).toEqual(['voice']);
  });
});
