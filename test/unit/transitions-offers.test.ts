/** Offer, accept, decline, lapse, cancel and expiry: what each writes on both sides, and what each refuses. */
import { describe, expect, test } from 'vitest';
import { conversationOf } from '../../shared/domain/ids.ts';
import {
  excludedVolunteersMax,
  lapseBackOffSeconds,
  matchesPerRequestMax,
  pairBackOffSeconds,
  acceptedOffersMax,
} from '../../shared/domain/limits.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { acceptOffer, alreadyWon } from '../../shared/domain/transitions/accept.ts';
import { closeRequest } from '../../shared/domain/transitions/close.ts';
import { excludeUntil, endOffer, openOffer, type OfferEnd, type Pair } from '../../shared/domain/transitions/offer.ts';
import { aBusySeat, aSeat, aTalk, at, noon, offerNo, today, volunteerNo } from '../fixtures/domain.ts';

const wanted = { id: offerNo(1), windowSeconds: 30, reasons: ['longest-idle'], date: today };

/** The pair after an offer, which must succeed. */
function offered(talk: Talk = aTalk(), seat: Seat = aSeat(), id = offerNo(1)): Pair {
  const opened = openOffer({ talk, seat }, { ...wanted, id }, noon);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

/** A request that is offered to volunteers 1 and 2. */
function hedged() {
  const first = offered();
  const second = offered(first.talk, aSeat({ n: 2 }), offerNo(2));
  return { talk: second.talk, first: first.seat, second: second.seat };
}

describe('an offer', () => {
  test('is on both sides, with its window and its reasons', () => {
    const { talk, seat } = offered();
    const sides = { id: offerNo(1), at: noon, expiresAt: at(30) };
    expect(talk).toEqual({
      ...aTalk(),
      seq: 2,
      event: 'offered',
      state: 'offered',
      offers: [{ ...sides, volunteer: seat.volunteer, reasons: ['longest-idle'] }],
    });
    expect(seat).toEqual({ ...aSeat(), seq: 2, event: 'offered', offers: [{ ...sides, request: talk.id }] });
  });

  test.each([
    ['for a request that is over', aTalk({ state: 'cancelled' }), aSeat(), { code: 'not-waiting' }],
    ['to a volunteer who already holds an offer of it', hedged().talk, hedged().second, { code: 'already-offered' }],
    ['as the third one', hedged().talk, aSeat({ n: 3 }), { code: 'offers-at-most' }],
    [
      'to a volunteer who may not serve it',
      aTalk({ criteria: { languages: ['fr'] } }),
      aSeat(),
      { code: 'violation', violations: ['no-shared-language'] },
    ],
    ['to a volunteer without capacity left', aTalk(), aBusySeat(), { code: 'violation', violations: ['at-capacity'] }],
  ])('is refused %s', (_name, talk, seat, error) => {
    expect(openOffer({ talk, seat }, { ...wanted, id: offerNo(9) }, noon)).toEqual({ ok: false, error });
  });
});

describe('an offer to a volunteer on probation', () => {
  const newcomer = aSeat({ facts: { probationTalks: 1 } });
  const wanted = { id: offerNo(1), windowSeconds: 30, reasons: [], date: today };

  test('is made only while a coordinator is on duty', () => {
    const pair = { talk: aTalk(), seat: newcomer };
    expect(openOffer(pair, wanted, noon)).toEqual({ ok: false, error: { code: 'violation', violations: ['on-probation'] } });
    expect(openOffer(pair, { ...wanted, onDuty: false }, noon)).toMatchObject({ ok: false });
    expect(openOffer(pair, { ...wanted, onDuty: true }, noon)).toMatchObject({ ok: true });
  });

  test('may be accepted after duty has ended: duty is checked when the offer is made', () => {
    const opened = openOffer({ talk: aTalk(), seat: newcomer }, { ...wanted, onDuty: true }, noon);
    if (!opened.ok) throw new Error(opened.error.code);
    const command = { ...opened.value, others: [], offer: offerNo(1), talkSecondsMax: 7200, date: today };
    expect(acceptOffer(command, at(20))).toMatchObject({ ok: true });
  });
});

describe('an offer that ends', () => {
  test.each([
    ['declined', at(pairBackOffSeconds), undefined],
    ['lapsed', at(pairBackOffSeconds), at(lapseBackOffSeconds)],
    ['withdrawn', undefined, undefined],
  ] as const)('as %s leaves both sides, and the queue time is kept', (how, excludedVolunteers, backOff) => {
    const before = aSeat();
    const ended = endOffer(offered(), offerNo(1), how, noon);
    const avoiding = excludedVolunteers === undefined ? [] : [{ volunteer: before.volunteer, until: excludedVolunteers }];
    expect(ended.talk).toEqual({ ...aTalk(), seq: 3, event: how, excludedVolunteers: avoiding });
    expect(ended.seat).toEqual({ ...before, seq: 3, event: how, backOffUntil: backOff ?? before.backOffUntil });
  });

  test('leaves the request offered while another offer is open', () => {
    const { talk, first } = hedged();
    const ended = endOffer({ talk, seat: first }, offerNo(1), 'declined', noon);
    expect(ended.talk).toMatchObject({ state: 'offered', offers: [{ id: offerNo(2) }] });
  });

  test.each<OfferEnd>(['declined', 'lapsed', 'withdrawn'])(
    'as %s changes nothing if it is unknown or has already ended',
    (how) => {
      const pair = offered();
      expect(endOffer(pair, offerNo(7), how, noon)).toEqual(pair);
      const ended = endOffer(pair, offerNo(1), how, noon);
      expect(endOffer(ended, offerNo(1), how, at(5))).toEqual(ended);
    },
  );

  test('never makes a volunteer allowed again who was excluded for good', () => {
    const talk = aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: null }] });
    expect(excludeUntil(talk, volunteerNo(1), at(60), noon)).toEqual([{ volunteer: volunteerNo(1), until: null }]);
  });

  test('removes temporary exclusions above the maximum, not exclusions for good', () => {
    const blocked = { volunteer: volunteerNo(1), until: null };
    const resting = Array.from({ length: excludedVolunteersMax - 1 }, (_, n) => ({
      volunteer: volunteerNo(n + 2),
      until: at(60),
    }));
    const noted = excludeUntil(aTalk({ excludedVolunteers: [blocked, ...resting] }), volunteerNo(999), at(60), noon);
    expect(noted).toHaveLength(excludedVolunteersMax);
    expect(noted).toContainEqual(blocked);
    expect(noted).toContainEqual({ volunteer: volunteerNo(999), until: at(60) });
    expect(noted).not.toContainEqual(resting[0]);
  });

  test('removes exclusions that are over', () => {
    const talk = aTalk({ excludedVolunteers: [{ volunteer: volunteerNo(1), until: noon }] });
    expect(excludeUntil(talk, volunteerNo(2), null, noon)).toEqual([{ volunteer: volunteerNo(2), until: null }]);
  });
});

const accepting = { offer: offerNo(1), others: [], talkSecondsMax: 7200, date: today };

describe('an accept', () => {
  test('makes the match on both sides and frees every other volunteer who held an offer', () => {
    const { talk, first, second } = hedged();
    const accepted = acceptOffer({ ...accepting, talk, seat: first, others: [second] }, at(5));
    const conversation = 'cnv_00000001.1';
    const match = {
      conversation,
      n: 1,
      offer: offerNo(1),
      volunteer: first.volunteer,
      at: at(5),
      reasons: ['longest-idle'],
      endsBy: at(7205),
    };
    expect(accepted).toEqual({
      ok: true,
      value: {
        talk: { ...talk, seq: 4, event: 'matched', state: 'matched', offers: [], match },
        seat: {
          ...first,
          seq: 3,
          event: 'matched',
          offers: [],
          talks: [{ request: talk.id, conversation, at: at(5) }],
          acceptedOffers: [{ offer: offerNo(1), request: talk.id }],
          day: { date: today, talks: 1 },
        },
        others: [{ ...second, seq: 3, event: 'withdrawn', offers: [] }],
      },
    });
  });

  test('counts for the day it is made on', () => {
    const { talk, seat } = offered(aTalk(), aSeat({ day: { date: '2026-03-01', talks: 8 } }));
    expect(acceptOffer({ ...accepting, talk, seat }, at(5))).toMatchObject({
      value: { seat: { day: { date: today, talks: 1 } } },
    });
  });

  test('compares no clocks: it succeeds after the window while the lapse is not committed', () => {
    const { talk, seat } = offered();
    expect(acceptOffer({ ...accepting, talk, seat }, at(3600)).ok).toBe(true);
  });

  test('keeps only the last accepted offers', () => {
    const acceptedOffers = Array.from({ length: acceptedOffersMax }, (_, n) => ({ offer: offerNo(n + 10), request: aTalk().id }));
    const { talk, seat } = offered(aTalk(), aSeat({ acceptedOffers }));
    const accepted = acceptOffer({ ...accepting, talk, seat }, noon);
    expect(accepted).toMatchObject({ value: { seat: { acceptedOffers: [...acceptedOffers.slice(1), { offer: offerNo(1) }] } } });
  });

  test('is refused if the offer is gone, belongs to another volunteer, or the volunteer is off', () => {
    const { talk, first, second } = hedged();
    const gone = { ok: false, error: { code: 'offer-gone' } };
    expect(acceptOffer({ ...accepting, talk, seat: second }, noon)).toEqual(gone);
    expect(acceptOffer({ ...accepting, talk, seat: first, offer: offerNo(9) }, noon)).toEqual(gone);
    expect(acceptOffer({ ...accepting, talk, seat: { ...first, offers: [] } }, noon)).toEqual(gone);
    expect(acceptOffer({ ...accepting, talk, seat: { ...first, on: 'off' } }, noon)).toEqual(gone);
    expect(acceptOffer({ ...accepting, talk: { ...talk, state: 'cancelled', offers: [] }, seat: first }, noon)).toEqual(gone);
  });

  test('checks the hard constraints again', () => {
    const { talk, seat } = offered();
    const expired = { ...seat, facts: { ...seat.facts, eligibleUntil: noon } };
    expect(acceptOffer({ ...accepting, talk, seat: expired }, noon)).toEqual({
      ok: false,
      error: { code: 'violation', violations: ['credential-missing'] },
    });
  });

  test('finds its earlier match again, also after a rematch', () => {
    const { talk, seat } = offered();
    const accepted = acceptOffer({ ...accepting, talk, seat }, noon);
    const match = accepted.ok ? accepted.value.talk.match : undefined;
    if (match === undefined) throw new Error('no match');
    expect(alreadyWon({ ...talk, match }, seat, offerNo(1))).toBe(match);
    expect(alreadyWon({ ...talk, previousMatches: [match] }, seat, offerNo(1))).toBe(match);
    expect(alreadyWon({ ...talk, match }, aSeat({ n: 2 }), offerNo(1))).toBeUndefined();
    expect(alreadyWon({ ...talk, match }, seat, offerNo(2))).toBeUndefined();
  });

  test(`makes at most ${matchesPerRequestMax} matches of one request`, () => {
    const match = {
      conversation: conversationOf(aTalk().id, 1),
      n: 1,
      offer: offerNo(5),
      volunteer: volunteerNo(5),
      at: noon,
      reasons: [],
      endsBy: noon,
    };
    const talk = aTalk();
    const previousMatches = Array.from({ length: matchesPerRequestMax }, () => match);
    const { seat, talk: open } = offered(talk);
    expect(acceptOffer({ ...accepting, talk: { ...open, previousMatches: previousMatches.slice(1) }, seat }, noon)).toMatchObject(
      {
        value: { talk: { match: { n: 20 } } },
      },
    );
    expect(acceptOffer({ ...accepting, talk: { ...open, previousMatches }, seat }, noon)).toEqual({
      ok: false,
      error: { code: 'offer-gone' },
    });
  });
});

describe.each(['cancelled', 'expired'] as const)('a request that is %s', (to) => {
  test('withdraws every open offer, on both sides', () => {
    const { talk, first, second } = hedged();
    const closed = closeRequest({ talk, seats: [first, second] }, to, at(9));
    expect(closed).toEqual({
      ok: true,
      value: {
        talk: { ...talk, seq: 4, event: to, state: to, offers: [], endedAt: at(9) },
        seats: [
          { ...first, seq: 3, event: 'withdrawn', offers: [] },
          { ...second, seq: 3, event: 'withdrawn', offers: [] },
        ],
      },
    });
  });

  test.each([
    ['matched', 'already-matched'],
    ['ended', 'already-matched'],
    ['cancelled', 'already-over'],
    ['expired', 'already-over'],
  ] as const)('is refused if it is already %s', (state, code) => {
    expect(closeRequest({ talk: aTalk({ state }), seats: [] }, to, noon)).toEqual({ ok: false, error: { code } });
  });
});
