import { describe, expect, it } from 'vitest';
import { endpointId, partnerId, spaceId } from '../../shared/domain/ids.ts';
import {
  attempted,
  delivery,
  deliveryIdOf,
  dropped,
  firstIdAt,
  newDelivery,
  replayed,
  type Delivery,
} from '../../shared/domain/webhooks/delivery.ts';
import {
  activated,
  afterFailure,
  afterSuccess,
  disabled,
  disablesAt,
  endpoint,
  isProbed,
  enabledAgain,
  moved,
  rotated,
  validSecrets,
  wants,
  type Endpoint,
} from '../../shared/domain/webhooks/endpoint.ts';
import { eventType, typesFor } from '../../shared/domain/webhooks/event-types.ts';
import * as limits from '../../shared/domain/webhooks/limits.ts';
import { nextAttemptAt } from '../../shared/domain/webhooks/retry-schedule.ts';
import { at, noon } from '../fixtures/domain.ts';

const owner = { partner: partnerId.parse('ptn_00000001') };

function anEndpoint(parts: Partial<Endpoint> = {}): Endpoint {
  return endpoint.parse({
    id: endpointId.parse('ept_00000001'),
    rev: 'rev',
    owner,
    url: 'https://partner.example/hooks',
    types: ['talk.matched'],
    state: 'active',
    secrets: [{ n: 1 }],
    createdAt: noon,
    failures: 0,
    ...parts,
  });
}

function aDelivery(parts: Partial<Delivery> = {}): Delivery {
  const { id: ofEndpoint } = anEndpoint();
  const id = deliveryIdOf({ at: noon, order: 3, digest: 'd'.repeat(43) });
  const made = newDelivery(
    { id, endpoint: ofEndpoint, type: 'talk.matched', subject: 'req', order: 3, data: {}, at: noon },
    noon,
  );
  return delivery.parse({ ...made, ...parts });
}

/** Fails this many times in a row, one second apart, from this time on. */
function failed(of: Endpoint, times: number, from = 0): Endpoint {
  let now = of;
  for (let n = 0; n < times; n += 1) now = afterFailure(now, at(from + n)).endpoint;
  return now;
}

describe('the pause after a failed attempt', () => {
  const pauses = (tries: number, parts: { outcome?: number | string; retryAfterSeconds?: number } = {}, random = 0.5) => {
    const next = nextAttemptAt({ tries, outcome: 500, ...parts }, random, noon);
    return next === undefined ? undefined : (next - noon) / 1000;
  };

  it.each(limits.retryStepsSeconds.map((seconds, n) => [n + 1, seconds] as const))(
    'after failure %i is %i seconds, and a fifth less or more by chance',
    (tries, seconds) => {
      expect(pauses(tries)).toBeCloseTo(seconds);
      expect(pauses(tries, {}, 0)).toBeCloseTo(seconds * 0.8);
      expect(pauses(tries, {}, 0.999_999)).toBeCloseTo(seconds * 1.2, 0);
    },
  );

  it('ends after three days', () => {
    expect(pauses(limits.retryStepsSeconds.length + 1)).toBeUndefined();
    const hours = limits.retryStepsSeconds.reduce((sum, seconds) => sum + seconds, 0) / 3600;
    expect(hours).toBeCloseTo(75.6);
    // The longest schedule there can be ends before the delivery is deleted.
    expect(limits.deliveryKeptSeconds).toBeGreaterThan(hours * 3600 * (1 + limits.retryJitter));
  });

  it.each([
    ['less than the step', 10, 300],
    ['between one and two steps', 450, 450],
    ['longer than two steps', 90_000, 600],
    ['nothing', 0, 300],
  ])('is what the receiver asks for, from one to two steps: %s', (_what, retryAfterSeconds, seconds) => {
    for (const random of [0, 0.5, 0.9]) expect(pauses(2, { outcome: 503, retryAfterSeconds }, random)).toBe(seconds);
  });

  it.each([429, 'too-slow'])('is at least a minute after %s', (outcome) => {
    expect(pauses(1, { outcome }, 0)).toBe(60);
    expect(pauses(1, { outcome: 500 }, 0)).toBe(48);
    expect(pauses(2, { outcome }, 0)).toBe(240);
  });
});

describe('a delivery', () => {
  it.each([200, 201, 202, 204, 299])('is delivered when the receiver answers %i', (outcome) => {
    const after = attempted(aDelivery(), { outcome }, 0.5, at(1));
    expect(after).toMatchObject({ state: 'delivered', tries: 1, attempts: [{ at: at(1), outcome }] });
    expect(after.dueAt).toBeUndefined();
  });

  it.each([100, 199, 301, 302, 400, 404, 422, 429, 500, 503, 'too-slow', 'refused-address'])(
    'is tried again after %s',
    (outcome) => {
      const after = attempted(aDelivery(), { outcome }, 0.5, at(1));
      expect(after).toMatchObject({ state: 'pending', tries: 1, dueAt: at(61) });
    },
  );

  it('fails at once when the address is gone, and else after its last attempt', () => {
    expect(attempted(aDelivery(), { outcome: 410 }, 0.5, noon).state).toBe('failed');
    let now = aDelivery();
    for (let tried = 0; now.state === 'pending' && tried < 100; tried += 1)
      now = attempted(now, { outcome: 500 }, 0.5, now.dueAt ?? noon);
    expect(now).toMatchObject({ state: 'failed', tries: limits.retryStepsSeconds.length + 1 });
    expect((now.attempts.at(-1)?.at ?? 0) - noon).toBeCloseTo(75.6 * 3_600_000, -5);
    expect(now.dueAt).toBeUndefined();
  });

  it('that is sent again keeps what became of it, and begins a new schedule', () => {
    const first = attempted(aDelivery(), { outcome: 410 }, 0.5, noon);
    const again = replayed(first, at(3600));
    expect(again).toMatchObject({ state: 'pending', tries: 0, dueAt: at(3600), attempts: first.attempts });
    expect(attempted(again, { outcome: 200 }, 0.5, at(3601)).attempts).toHaveLength(2);
  });

  it('keeps its last attempts only', () => {
    let now = aDelivery();
    for (let n = 0; n < 30; n += 1) now = attempted(replayed(now, at(n)), { outcome: 500 + n }, 0.5, at(n));
    expect(now.attempts).toHaveLength(limits.attemptsKeptMax);
    expect(now.attempts.at(-1)?.outcome).toBe(529);
    expect(delivery.safeParse(now).success).toBe(true);
  });

  it('of a disabled endpoint has failed', () => {
    expect(dropped(aDelivery())).toMatchObject({ state: 'failed', attempts: [] });
    expect(dropped(aDelivery()).dueAt).toBeUndefined();
  });

  it('has an id that sorts by the time of its event and its order, and that is the same whenever the event is met', () => {
    const digest = 'a'.repeat(43);
    const id = (seconds: number, order: number) => deliveryIdOf({ at: at(seconds), order, digest });
    expect(id(0, 1)).toBe(id(0, 1));
    const sorted = [id(0, 2), id(0, 10), id(1, 1), id(1000, 0)];
    expect(sorted.toSorted()).toEqual(sorted);
    expect(firstIdAt(at(1)) < id(1, 0)).toBe(true);
    expect(firstIdAt(at(1)) > id(0, 10)).toBe(true);
  });
});

describe('an endpoint', () => {
  it('wants what it asked for, once it is verified and while it is not disabled', () => {
    expect(wants(anEndpoint(), 'talk.matched')).toBe(true);
    expect(wants(anEndpoint(), 'talk.ended')).toBe(false);
    expect(wants(anEndpoint({ state: 'unverified' }), 'talk.matched')).toBe(false);
    expect(wants(disabled(anEndpoint(), 'owner', noon), 'talk.matched')).toBe(false);
  });

  it('rests after three failures in a row, ever longer, and half an hour at most', () => {
    expect(isProbed(failed(anEndpoint(), 2))).toBe(false);
    expect(failed(anEndpoint(), 2).restsUntil).toBeUndefined();
    const seconds = [3, 4, 5, 6, 20].map((times) => {
      const now = failed(anEndpoint(), times);
      expect(isProbed(now)).toBe(true);
      return ((now.restsUntil ?? 0) - at(times - 1)) / 1000;
    });
    expect(seconds).toEqual([60, 300, 1800, 1800, 1800]);
  });

  it('forgets its failures when an attempt succeeds', () => {
    const well = anEndpoint();
    expect(afterSuccess(failed(well, 7))).toEqual(well);
    expect(afterSuccess(well)).toBe(well);
  });

  it('that fails for a day makes its owner hear of it once, and is disabled after five days', () => {
    const day = 86_400;
    const begun = failed(anEndpoint(), 1);
    expect(disablesAt(begun)).toBe(at(5 * day));
    expect(afterFailure(begun, at(day - 1)).notice).toBeUndefined();
    const noticed = afterFailure(begun, at(day));
    expect(noticed).toMatchObject({ notice: 'failing', endpoint: { state: 'active', noticedAt: at(day) } });
    expect(afterFailure(noticed.endpoint, at(2 * day)).notice).toBeUndefined();
    expect(afterFailure(noticed.endpoint, at(5 * day - 1)).endpoint.state).toBe('active');
    const over = afterFailure(noticed.endpoint, at(5 * day));
    expect(over).toMatchObject({
      notice: 'disabled',
      endpoint: { state: 'disabled', disabledBecause: 'failing', disabledAt: at(5 * day) },
    });
  });

  it('is never disabled before its owner has had four days to act', () => {
    const silent = failed(anEndpoint(), 1);
    const late = afterFailure(silent, at(30 * 86_400));
    expect(late).toMatchObject({ notice: 'failing', endpoint: { state: 'active' } });
    expect(afterFailure(late.endpoint, at(34 * 86_400 - 1)).notice).toBeUndefined();
    expect(afterFailure(late.endpoint, at(34 * 86_400)).notice).toBe('disabled');
  });

  it('keeps the reason for which it was disabled first', () => {
    const gone = disabled(anEndpoint(), 'gone', noon);
    expect(disabled(gone, 'owner', at(5))).toBe(gone);
    expect(activated(gone, at(9))).toEqual(anEndpoint({ verifiedAt: at(9) }));
  });

  it('works again when its owner wants that, and must be verified first if it never was', () => {
    const gone = disabled(failed(anEndpoint({ verifiedAt: noon }), 4), 'gone', noon);
    expect(enabledAgain(gone, at(9))).toEqual(anEndpoint({ verifiedAt: noon }));
    expect(enabledAgain(disabled(anEndpoint({ state: 'unverified' }), 'owner', noon), at(9))).toEqual(
      anEndpoint({ state: 'unverified' }),
    );
    const well = anEndpoint();
    expect(enabledAgain(well, noon)).toBe(well);
  });

  it('with another address must be verified anew; with the same one not', () => {
    const well = anEndpoint({ verifiedAt: noon });
    expect(moved(well, well.url)).toBe(well);
    const other = moved(failed(well, 5), 'https://other.example/');
    expect(other).toMatchObject({ state: 'unverified', failures: 0, url: 'https://other.example/' });
    expect(other.verifiedAt).toBeUndefined();
    expect(moved(disabled(well, 'gone', noon), 'https://other.example/').state).toBe('disabled');
  });

  it('has two valid secrets for a day after a rotation', () => {
    const day = 86_400;
    const twice = rotated(anEndpoint(), noon);
    if (twice === undefined) throw new Error('not rotated');
    const valid = (of: Endpoint, seconds: number) => validSecrets(of, at(seconds)).map(({ n }) => n);
    expect(valid(twice, 0)).toEqual([2, 1]);
    expect(valid(twice, day - 1)).toEqual([2, 1]);
    expect(valid(twice, day)).toEqual([2]);
    const thrice = rotated(twice, at(10));
    if (thrice === undefined) throw new Error('not rotated');
    expect(valid(thrice, 10)).toEqual([3, 2, 1]);
    expect(valid(thrice, day + 5)).toEqual([3, 2]);
    const often = rotated(thrice, at(20));
    expect(often && rotated(often, at(30))).toBeUndefined();
    expect(often && rotated(often, at(day + 30))?.secrets).toHaveLength(2);
  });
});

describe('the types of events', () => {
  it('of a partner are about talks, and those of a space about cases', () => {
    expect(typesFor(owner).every((type) => /^(talk|endpoint)\./u.test(type))).toBe(true);
    const ofSpace = typesFor({ space: spaceId.parse('spc_00000001') });
    expect(ofSpace.every((type) => /^(escalation|report|endpoint)\./u.test(type))).toBe(true);
    expect(eventType.options.filter((type) => ![...typesFor(owner), ...ofSpace].some((one) => one === type))).toEqual([
      'endpoint.verification',
      'endpoint.test',
    ]);
  });
});
