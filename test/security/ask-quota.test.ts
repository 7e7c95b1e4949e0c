/**
 * The quota of new requests: a loop in one app, or a stranger, does not block other callers, and a seeker who is not safe is never refused.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../functions/http/network.ts';
import type { Caller, PartnerCaller } from '../../shared/app/access/callers.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { spendAsk, spendRefusal } from '../../shared/app/talk-requests/ask-quota.ts';
import { networkGroup } from '../../shared/app/store/digests.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { partnerId, spaceId, type SpaceId } from '../../shared/domain/ids.ts';
import {
  askWindowSeconds,
  directAsksPerMinute,
  networkPlacesMin,
  partnerAsksPerMinute,
  placesWindowSeconds,
  refusedAsksTimes,
} from '../../shared/domain/limits.ts';
import { err } from '../../shared/domain/result.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { at, noon } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, anonymousCaller, problemOf, valueOf, type Service } from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

const [here, there] = [spaceId.parse('spc_here0000'), spaceId.parse('spc_there000')];
const body = askBody.parse(askingBody);

function partnerOf(name: string, space = here): PartnerCaller {
  return { kind: 'partner', partner: partnerId.parse(`ptn_${name}0000000`), spaces: [space], rights: ['ask'], test: false };
}

const mine = partnerOf('mine');
const elsewhere = { kind: 'nobody', network: '198.51.100' } as const;

/** A caller in a space who has used up the quota of this minute. */
async function atTheEnd(caller: Caller, most: number) {
  const { ports } = aService();
  const spend = (by: Caller = caller, space: SpaceId = here, now = noon, notSafeNow = false) =>
    spendAsk(ports, { caller: by, space, key: 'key', body: { ...body, notSafeNow } }, now);
  for (let left = most - 1; left >= 0; left -= 1) expect(valueOf(await spend())).toMatchObject({ most, left });
  return { ports, spend };
}

describe('the quota of new requests', () => {
  it.each([
    ['a partner', mine, partnerAsksPerMinute],
    ['a network without a partner', anonymousCaller, directAsksPerMinute],
  ] as const)('[sec-quota-1] answers 429 to %s until the minute is over, and to no other caller', async (_, caller, most) => {
    const { spend } = await atTheEnd(caller, most);
    const problem = problemOf(await spend());
    expect(problem).toMatchObject({ code: 'too-many-requests', quota: { most, left: 0 } });
    expect(problem.retryAfterSeconds).toBeGreaterThan(0);
    expect(problem.retryAfterSeconds).toBeLessThanOrEqual(askWindowSeconds);
    expect((await spend(partnerOf('other'))).ok).toBe(true);
    expect((await spend(elsewhere)).ok).toBe(true);
    expect((await spend(caller, there)).ok).toBe(true);
    expect((await spend(caller, here, at(askWindowSeconds))).ok).toBe(true);
  });

  it('[sec-quota-2] does not refuse a seeker who is not safe', async () => {
    for (const [caller, most] of [
      [mine, partnerAsksPerMinute],
      [anonymousCaller, directAsksPerMinute],
    ] as const) {
      const { spend } = await atTheEnd(caller, most);
      expect((await spend(caller, here, noon, true)).ok).toBe(true);
    }
  });

  it('lets every request pass when the counters cannot be reached', async () => {
    const { ports } = await atTheEnd(mine, partnerAsksPerMinute);
    const silent = { ...ports, rateCounters: { hit: () => Promise.resolve(err({ code: 'unavailable' as const })) } };
    expect(await spendAsk(silent, { caller: mine, space: here, key: 'key', body }, noon)).toEqual({ ok: true, value: undefined });
  });
});

describe('a request to a space', () => {
  let service: Service;
  let space: SpaceId;
  const waitingMax = 40;

  beforeEach(async () => {
    service = aService();
    space = await aSpace(service, { direct: true, demo: true, limits: { waitingMax } });
    await aVolunteer(service, space, { subject: 'volunteer' });
  });

  const asks = (
    caller: Caller,
    {
      now = noon,
      key = service.ports.ids.secret(),
      ...more
    }: { now?: EpochMs; key?: string; notSafeNow?: boolean; groundRulesVersion?: number; subject?: string } = {},
  ) => {
    return ask(service.ports, { caller, space, key, body: { ...body, ...more } }, now);
  };

  /** Asks until it is refused. How many were taken, and the refusal. */
  async function asksOn(caller: Caller, now: EpochMs = noon) {
    for (let taken = 0; ; taken += 1) {
      const answer = await asks(caller, { now });
      if (!answer.ok) return { taken, problem: answer.error };
    }
  }

  it('[sec-quota-3] of one network takes no more than its share of the places, and leaves the rest to others', async () => {
    const first = await asksOn(anonymousCaller);
    expect(first.problem).toMatchObject({ code: 'too-many-requests', retryAfterSeconds: askWindowSeconds });
    expect(first.taken).toBe(waitingMax / 2 + networkPlacesMin);
    expect((await asks(elsewhere)).ok).toBe(true);
    expect((await asks(partnerOf('mine', space))).ok).toBe(true);
    expect((await asks(anonymousCaller, { notSafeNow: true })).ok).toBe(true);
    expect((await asks(anonymousCaller, { now: at(placesWindowSeconds) })).ok).toBe(true);
    const rest = await asksOn(partnerOf('mine', space));
    expect(rest.problem.code).toBe('space-full');
  });

  it.each([
    ['a network without a partner', () => anonymousCaller, directAsksPerMinute],
    ['a partner', () => partnerOf('mine', space), partnerAsksPerMinute],
  ] as const)(
    '[sec-quota-4] of %s that is refused uses a quota of its own, and locks out no right request',
    async (_, by, asksMost) => {
      const caller = by();
      const most = refusedAsksTimes * asksMost;
      const refused = (notSafeNow = false) => asks(caller, { groundRulesVersion: 9, notSafeNow });
      expect(problemOf(await refused())).toMatchObject({
        code: 'stale-ground-rules',
        quota: { name: 'refused-asks', most, left: most - 1 },
      });
      const wrong = { caller, space, key: '', body };
      for (let n = 1; n < most; n += 1) await spendRefusal(service.ports, wrong, { code: 'gone' }, noon);
      expect(problemOf(await refused())).toMatchObject({ code: 'too-many-requests', quota: { name: 'refused-asks', left: 0 } });
      expect(problemOf(await refused(true)).code).toBe('stale-ground-rules');
      expect(valueOf(await asks(caller)).quota).toMatchObject({ name: 'asks', most: asksMost, left: asksMost - 1 });
      expect(problemOf(await asks(elsewhere, { groundRulesVersion: 9 })).code).toBe('stale-ground-rules');
      expect(problemOf(await asks(caller, { groundRulesVersion: 9, now: at(askWindowSeconds) })).code).toBe('stale-ground-rules');
    },
  );

  it('that the service could not judge uses no quota', async () => {
    const { ports } = service;
    const wrong = { caller: anonymousCaller, space, key: '', body };
    for (const code of ['unavailable', 'unreadable', 'too-many-requests'] as const)
      expect(await spendRefusal(ports, wrong, { code }, noon)).toEqual({ code });
  });

  it('[sec-quota-5] that is repeated is not refused, also above the quota', async () => {
    const key = service.ports.ids.secret();
    const made = valueOf(await asks(anonymousCaller, { key }));
    for (let n = 1; n <= directAsksPerMinute; n += 1)
      await spendAsk(service.ports, { caller: anonymousCaller, space, key: '', body }, noon);
    expect(problemOf(await asks(anonymousCaller)).code).toBe('too-many-requests');
    expect(valueOf(await asks(anonymousCaller, { key })).talk.id).toBe(made.talk.id);
    expect(problemOf(await asks(anonymousCaller, { key, notSafeNow: false, subject: 'x' })).code).toBe('unprocessable');
  });

  it('[sec-asking-4] without a partner names no user, and has a key that cannot be guessed', async () => {
    expect(problemOf(await asks(anonymousCaller, { subject: 'user-1' }))).toMatchObject({
      code: 'unprocessable',
      errors: [{ pointer: '/subject' }],
    });
    expect(problemOf(await asks(anonymousCaller, { key: 'k'.repeat(40) }))).toMatchObject({
      code: 'bad-request',
      errors: [{ pointer: '/Idempotency-Key' }],
    });
    expect((await asks(partnerOf('mine', space), { key: 'k', subject: 'user-1' })).ok).toBe(true);
  });

  it('[sec-quota-6] leaves no trace of a network: thousands share a group, and it changes with space and time', async () => {
    const { crypto } = service.ports;
    const networks = Array.from({ length: 20_000 }, (_, n) => `10.${n >> 8}.${n & 255}`);
    const groups = (period: string, of = space) =>
      networks.map((network) => networkGroup(crypto, { space: of, network, period }));
    const [now, later, other] = [groups('a'), groups('b'), groups('a', there)];
    expect(new Set(now).size).toBeGreaterThan(3_900);
    expect(new Set(now).size).toBeLessThanOrEqual(4_096);
    for (const others of [later, other]) expect(now.filter((group, n) => group === others[n]).length).toBeLessThan(30);
  });
});

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2'],
    ['192.0.2.255', '192.0.2'],
    ['::ffff:192.0.2.7', '192.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1'],
    ['2001:0DB8:0001::6', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0'],
    ['::1', '0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
    ['192.0.2', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
