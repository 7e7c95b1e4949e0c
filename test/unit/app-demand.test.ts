/**
 * The demand: the event counter counts it once, the matcher reads it when it plans a room, and a failure of it never stops a
 * plan.
 */
import { describe, expect, it } from 'vitest';
import { countEvents, type TalkEvent } from '../../shared/app/statistics/count-events.ts';
import { demandRecord } from '../../shared/app/statistics/count-records.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { demandGoesAt } from '../../shared/domain/policy/demand.ts';
import { err } from '../../shared/domain/result.ts';
import type { Space } from '../../shared/domain/space.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { aSeat, aTalk, at, noon, requestNo, volunteerNo, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, committed, isOn, stored, valueOf, type Service } from '../fixtures/service.ts';

const asked = (n: number, parts: TalkParts = {}): TalkEvent => ({ talk: aTalk({ n, ...parts }), at: at(n) });
const inWelsh = { criteria: { languages: ['cy'] } };

async function counting(policy: 'priced' | 'fair' = 'priced') {
  const service = aService();
  const id = await aSpace(service, { policy: { name: policy } });
  const space = valueOf(await spaceOr404(service.ports, id));
  return {
    service,
    space,
    count: async (...events: readonly TalkEvent[]) => valueOf(await countEvents(service.ports, space, events)),
  };
}

const demandOf = ({ store }: Service, space: Space) => stored(store, homeKeys.demand(space.id), demandRecord);

describe('the event counter', () => {
  it('counts how often each kind of request is asked, and no other event', async () => {
    const { service, space, count } = await counting();
    await count(asked(1), asked(2), asked(3, inWelsh));
    await count(asked(4, { event: 'offered', seq: 2 }), asked(5, { event: 'overtaken' }), asked(6, { event: 'heartbeat' }));
    const { kinds, counted, ...rest } = await demandOf(service, space);
    expect(kinds).toEqual([
      { kind: { languages: ['en'], channel: 'chat', requires: [] }, perHour: 1 },
      { kind: { languages: ['cy'], channel: 'chat', requires: [] }, perHour: 0.5 },
    ]);
    expect(counted).toHaveLength(3);
    expect(Object.keys(rest).toSorted()).toEqual(['at', 'rev', 'space']);
  });

  it('counts no event twice, however events are delivered again and grouped', async () => {
    const { service, space, count } = await counting();
    await count(asked(1), asked(2));
    const before = await demandOf(service, space);
    await count(asked(1), asked(2));
    await count(asked(2));
    expect(await demandOf(service, space)).toEqual(before);
    await count(asked(2), asked(3));
    expect((await demandOf(service, space)).kinds[0]?.perHour).toBe(1.5);
  });

  it('contains no person, and expires in the store when the last kind has faded', async () => {
    const { service, space, count } = await counting();
    await count(asked(1));
    const item = service.store.dump().find(({ key }) => key.sk === 'DEMAND');
    expect(JSON.stringify(item)).not.toContain(requestNo(1));
    expect(item?.timeToLive).toBe(demandGoesAt(await demandOf(service, space)));
    expect(item?.timeToLive).toBeGreaterThan(at(4 * 3600));
    expect(item?.timeToLive).toBeLessThan(at(5 * 3600));
  });

  it('stores nothing for a space whose policy does not use the demand', async () => {
    const { service, count } = await counting('fair');
    await count(asked(1));
    expect(service.store.dump().filter(({ key }) => key.sk === 'DEMAND')).toEqual([]);
  });
});

interface Choice {
  readonly now?: EpochMs;
  /** The languages of the second volunteer. */
  readonly second?: string[];
}

/**
 * A request in English waits. Volunteer 1 also speaks Welsh and has been idle longer; volunteer 2 also speaks Turkish. The
 * volunteer who is asked shows which language is in demand.
 */
async function askedOf(service: Service, space: SpaceId, { now = noon, second = ['en', 'tr'] }: Choice = {}) {
  const { ports, store } = service;
  const talk = aTalk({ askedAt: now, lastSeenAt: now });
  valueOf(await committed(store, [talkRecord.put(ports.ids, { ...talk, space }, undefined)]));
  const on = { space, capacity: 1, leaseExpiresAt: at(1e6) };
  await isOn(service, { ...on, n: 1, facts: { languages: ['en', 'cy'] }, idleSince: at(-9000) });
  await isOn(service, { ...on, n: 2, facts: { languages: second }, idleSince: at(-8000) });
  const command = { space: valueOf(await spaceOr404(ports, space)), whole: true, mayGoOn: () => true };
  valueOf(await matchRoom(ports, command, now));
  return (await stored(store, liveKeys.talk(requestNo(1)), talkRecord)).offers.map(({ volunteer }) => volunteer);
}

/** The service, and the codes it logs. */
function loggedBy(service: Service) {
  const codes: string[] = [];
  const log = { write: ({ code }: { readonly code: string }) => void codes.push(code) };
  return { codes, logged: { ...service, ports: { ...service.ports, log } } };
}

const many = (parts: TalkParts) => Array.from({ length: 20 }, (_, n) => asked(n + 10, parts));

describe('a plan', () => {
  it('keeps volunteers free whose skills are in demand', async () => {
    const welsh = await counting();
    await welsh.count(...many(inWelsh));
    expect(await askedOf(welsh.service, welsh.space.id)).toEqual([volunteerNo(2)]);
    const turkish = await counting();
    await turkish.count(...many({ criteria: { languages: ['tr'] } }));
    expect(await askedOf(turkish.service, turkish.space.id)).toEqual([volunteerNo(1)]);
  });

  it('is still made, and the log says so, if the demand cannot be read', async () => {
    const service = aService((store) => ({
      ...store,
      get: async (key) => (key.sk === 'DEMAND' ? err({ code: 'unavailable' }) : store.get(key)),
    }));
    const space = await aSpace(service);
    const { logged, codes } = loggedBy(service);
    expect(await askedOf(logged, space)).toHaveLength(1);
    expect(codes).toContain('demand-unread');
  });

  it('is still made, and the log says so, if the stored demand is malformed', async () => {
    const service = aService();
    const space = await aSpace(service);
    const broken = { key: homeKeys.demand(space), rev: 'rev', body: { kinds: 'many' } };
    valueOf(await committed(service.store, [{ kind: 'put', item: broken, expected: { kind: 'absent' } }]));
    const { logged, codes } = loggedBy(service);
    expect(await askedOf(logged, space)).toHaveLength(1);
    expect(codes).toContain('demand-unread');
  });

  it('reads the demand only if there are several volunteers to choose from and the policy uses it', async () => {
    const read: string[] = [];
    const service = aService((store) => ({
      ...store,
      get: async (key) => {
        read.push(key.sk);
        return store.get(key);
      },
    }));
    const space = await aSpace(service, { policy: { name: 'fair' } });
    expect(await askedOf(service, space)).toHaveLength(1);
    const alone = await aSpace(service);
    valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, { ...aTalk({ n: 5 }), space: alone }, undefined)]));
    await isOn(service, { ...aSeat({ n: 5 }), n: 5, space: alone, capacity: 1 });
    const command = { space: valueOf(await spaceOr404(service.ports, alone)), whole: true, mayGoOn: () => true };
    expect(valueOf(await matchRoom(service.ports, command, noon)).offers).toBe(1);
    expect(read).not.toContain('DEMAND');
  });

  it('uses the present demand, not that of the night before: after a day every language counts as equally likely', async () => {
    const onlyEnglish = async (now: EpochMs) => {
      const { service, space, count } = await counting();
      await count(...many({}));
      return askedOf(service, space.id, { now, second: ['en'] });
    };
    expect(await onlyEnglish(noon)).toEqual([volunteerNo(1)]);
    expect(await onlyEnglish(at(24 * 3600))).toEqual([volunteerNo(2)]);
  });
});
