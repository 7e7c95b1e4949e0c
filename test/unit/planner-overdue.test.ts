/** What is due in a room through time alone, exact to the instant. */
import { describe, expect, test } from 'vitest';
import { conversationOf } from '../../shared/domain/ids.ts';
import { nextDeadline, overdue } from '../../shared/domain/policy/timing/overdue.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { epochMs } from '../../shared/domain/time.ts';
import { aBusySeat, anOffer, aSeat, aTalk, at, noon, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';

/** An offer of noon lapses after a minute. A request of noon expires after 45 minutes. */
const { talk: offered, seat: asked } = anOffer(aTalk(), aSeat());
const lapse = { kind: 'lapse', request: requestNo(1), offer: offerNo(1), volunteer: volunteerNo(1) };
const before = (seconds: number) => epochMs.parse(at(seconds) - 1);

const matched: Talk = aTalk({
  n: 2,
  state: 'matched',
  match: {
    conversation: conversationOf(requestNo(2), 1),
    n: 1,
    offer: offerNo(2),
    volunteer: volunteerNo(2),
    at: noon,
    reasons: [],
    endsBy: at(3600),
  },
});

describe('what is due', () => {
  test('is an offer from the moment it lapses, not before, and only that one of two', () => {
    const { talk: twice } = anOffer(offered, aSeat({ n: 2 }), 20);
    expect(overdue({ talks: [twice] }, before(60))).toEqual([]);
    expect(overdue({ talks: [twice] }, at(60))).toEqual([lapse]);
    expect(overdue({ talks: [twice] }, at(80))).toEqual([lapse, { ...lapse, offer: offerNo(2), volunteer: volunteerNo(2) }]);
  });

  test('is a request from the moment it expires, together with its offers', () => {
    expect(overdue({ talks: [aTalk()] }, before(2700))).toEqual([]);
    expect(overdue({ talks: [aTalk()] }, at(2700))).toEqual([{ kind: 'expire', request: requestNo(1) }]);
    expect(overdue({ talks: [offered] }, at(2700))).toEqual([{ kind: 'expire', request: requestNo(1) }]);
  });

  test('is a talk from the moment it ends by itself, if it is still open', () => {
    expect(overdue({ talks: [matched] }, before(3600))).toEqual([]);
    expect(overdue({ talks: [matched] }, at(3600))).toEqual([{ kind: 'talk', request: requestNo(2) }]);
    expect(overdue({ talks: [{ ...matched, state: 'ended' }] }, at(3600))).toEqual([]);
  });

  test('is nothing for a request that neither waits nor is in a talk', () => {
    expect(overdue({ talks: [{ ...offered, state: 'cancelled' }] }, at(9000))).toEqual([]);
    expect(overdue({ talks: [aTalk({ state: 'matched' })] }, at(9000))).toEqual([]);
  });

  test('is, once the space is closed, every request that no volunteer is asked for', () => {
    expect(overdue({ talks: [aTalk({ n: 3 }), offered], closed: true }, noon)).toEqual([
      { kind: 'expire', request: requestNo(3) },
    ]);
    expect(overdue({ talks: [offered], closed: true }, at(60))).toEqual([lapse]);
    expect(overdue({ talks: [matched], closed: true }, noon)).toEqual([]);
  });

  test('[bug-eligibility-ends] is a volunteer whose eligibility has ended, also in a talk', () => {
    const facts = { eligibleUntil: at(60) };
    const off = { kind: 'lease', volunteer: volunteerNo(1), requests: [] };
    for (const seat of [aSeat({ facts }), aBusySeat({ facts })]) {
      expect(overdue({ seats: [seat] }, before(60))).toEqual([]);
      expect(overdue({ seats: [seat] }, at(60))).toEqual([off]);
    }
    expect(overdue({ seats: [aSeat({ facts, on: 'off' })] }, at(60))).toEqual([]);
  });

  test('is the ended lease of a volunteer who is on and in no talk, with their offers; it comes after the requests', () => {
    const lease = { kind: 'lease', volunteer: volunteerNo(1), requests: [requestNo(1)] };
    expect(overdue({ seats: [asked] }, before(120))).toEqual([]);
    expect(overdue({ talks: [offered], seats: [asked, aSeat({ n: 2, on: 'off' }), aBusySeat({ n: 3 })] }, at(120))).toEqual([
      lapse,
      lease,
    ]);
  });
});

describe('the next due time', () => {
  test('is the first lapse or expiry of the waiting requests', () => {
    expect(nextDeadline([])).toBeUndefined();
    expect(nextDeadline([aTalk({ askedAt: at(-60) }), aTalk({ n: 2 })])).toBe(at(2640));
    expect(nextDeadline([aTalk({ n: 3 }), offered])).toBe(at(60));
  });

  test('is the closing of the space for a request that no volunteer is asked for', () => {
    expect(nextDeadline([aTalk({ n: 3 })], at(30))).toBe(at(30));
    expect(nextDeadline([aTalk({ n: 3 })], at(9000))).toBe(at(2700));
    expect(nextDeadline([offered], at(30))).toBe(at(60));
    expect(nextDeadline([matched], at(30))).toBeUndefined();
  });

  test('is undefined for requests that do not wait', () => {
    expect(nextDeadline([matched, { ...offered, state: 'ended' }])).toBeUndefined();
  });
});
