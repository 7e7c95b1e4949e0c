/** What is asked for lately: counted once by the courier, read when a room is planned, and never in anybody's way. */
import { describe, expect, it } from 'vitest';
import { countEvents } from '../../shared/app/counting/count-events.ts';
import type { TalkEvent } from '../../shared/app/counting/count-events.ts';
import { demandRecord } from '../../shared/app/counting/count-records.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { homeKeys, liveKeys } from '../../shared/app/records/keys.ts';
import { talkRecord } from '../../shared/app/records/live-records.ts';
import { spaceOr404 } from '../../shared/app/spaces/load-space.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { demandGoesAt } from '../../shared/domain/policy/demand.ts';
import { err } from '../../shared/domain/result.ts';
import type { Space } from '../../shared/domain/space.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { aSeat, aTalk, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';
import type { TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, committed, isOn, stored, valueOf } from '../fixtures/service.ts';
import type { Service } from '../fixtures/service.ts';

const asked = (n: number, parts: TalkParts = {}): TalkEvent => ({ talk: aTalk({ n, ...parts }), at: at(n) });
const inWelsh = { ask: { languages: ['cy'] } };

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

describe('the courier', () => {
  it('counts how often each kind is asked for, and nothing else that happens', async () => {
    const { service, space, count } = await counting();
    await count(asked(1), asked(2), asked(3, inWelsh));
    await count(asked(4, { event: 'offered', seq: 2 }), asked(5, { event: 'overtaken' }), asked(6, { event: 'heard' }));
    const { kinds, counted, ...rest } = await demandOf(service, space);
    expect(kinds).toEqual([
      { kind: { languages: ['en'], channel: 'chat', requires: [] }, perHour: 1 },
      { kind: { languages: ['cy'], channel: 'chat', requires: [] }, perHour: 0.5 },
    ]);
    expect(counted).toHaveLength(3);
    expect(Object.keys(rest).toSorted()).toEqual(['at', 'rev', 'space']);
  });

  it('counts nothing twice, whatever is delivered again, and in whatever pieces', async () => {
    const { service, space, count } = await counting();
    await count(asked(1), asked(2));
    const before = await demandOf(service, space);
    await count(asked(1), asked(2));
    await count(asked(2));
    expect(await demandOf(service, space)).toEqual(before);
    await count(asked(2), asked(3));
    expect((await demandOf(service, space)).kinds[0]?.perHour).toBe(1.5);
  });

  it('names nobody, and lets the store forget it when the last kind has faded', async () => {
    const { service, space, count } = await counting();
    await count(asked(1));
    const item = service.store.dump().find(({ key }) => key.sk === 'DEMAND');
    expect(JSON.stringify(item)).not.toContain(requestNo(1));
    expect(item?.timeToLive).toBe(demandGoesAt(await demandOf(service, space)));
    expect(item?.timeToLive).toBeGreaterThan(at(4 * 3600));
    expect(item?.timeToLive).toBeLessThan(at(5 * 3600));
  });

  it('keeps nothing for a space that does not go by it', async () => {
    const { service, count } = await counting('fair');
    await count(asked(1));
    expect(service.store.dump().filter(({ key }) => key.sk === 'DEMAND')).toEqual([]);
  });
});

interface Choice {
  readonly now?: EpochMs;
  /** What the second volunteer speaks. */
  readonly second?: string[];
}

/** One waits in English; 1 speaks Welsh too, and has been idle for longer; 2 speaks Turkish too. Who is asked tells what is in demand. */
async function askedOf(service: Service, space: SpaceId, { now = noon, second = ['en', 'tr'] }: Choice = {}) {
  const { ports, store } = service;
  const talk = aTalk({ askedAt: now, heardAt: now });
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
  it('keeps those free whose skills are in demand', async () => {
    const welsh = await counting();
    await welsh.count(...many(inWelsh));
    expect(await askedOf(welsh.service, welsh.space.id)).toEqual([volunteerNo(2)]);
    const turkish = await counting();
    await turkish.count(...many({ ask: { languages: ['tr'] } }));
    expect(await askedOf(turkish.service, turkish.space.id)).toEqual([volunteerNo(1)]);
  });

  it('is made all the same, and the log says so, where the demand cannot be read', async () => {
    const service = aService((store) => ({
      ...store,
      get: async (key) => (key.sk === 'DEMAND' ? err({ code: 'unavailable' }) : store.get(key)),
    }));
    const space = await aSpace(service);
    const { logged, codes } = loggedBy(service);
    expect(await askedOf(logged, space)).toHaveLength(1);
    expect(codes).toContain('demand-unread');
  });

  it('is made all the same, and the log says so, where the demand is not what it should be', async () => {
    const service = aService();
    const space = await aSpace(service);
    const broken = { key: homeKeys.demand(space), rev: 'rev', body: { kinds: 'many' } };
    valueOf(await committed(service.store, [{ kind: 'put', item: broken, expected: { kind: 'absent' } }]));
    const { logged, codes } = loggedBy(service);
    expect(await askedOf(logged, space)).toHaveLength(1);
    expect(codes).toContain('demand-unread');
  });

  it('reads the demand only where somebody is to be chosen by it', async () => {
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

  it('goes by what is asked for now, not by what was last night: then any language but the common one may be asked for', async () => {
    const onlyEnglish = async (now: EpochMs) => {
      const { service, space, count } = await counting();
      await count(...many({}));
      return askedOf(service, space.id, { now, second: ['en'] });
    };
    expect(await onlyEnglish(noon)).toEqual([volunteerNo(1)]);
    expect(await onlyEnglish(at(24 * 3600))).toEqual([volunteerNo(2)]);
  });
});
