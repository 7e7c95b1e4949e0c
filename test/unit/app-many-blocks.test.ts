/** Callers with more blocks than a request lists: they hold up no other request, and never meet a volunteer they are apart from. */
import { describe, expect, it } from 'vitest';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { blockRecord, spaceRecord } from '../../shared/app/store/home-records.ts';
import { homeKeys, liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { identify } from '../../shared/app/talk-requests/new-request.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { tokenFor } from '../../shared/app/store/tokens.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { excludedForGoodMax, excludedVolunteersMax, pairBackOffSeconds } from '../../shared/domain/limits.ts';
import { partnerId, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import { excludes, mayLackBlocks, type Talk } from '../../shared/domain/talk.ts';
import { excludeUntil } from '../../shared/domain/transitions/offer.ts';
import type { Write } from '../../shared/ports.ts';
import { aSeat, aTalk, at, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  isOn,
  stored,
  valueOf,
  type Disruption,
  type Service,
} from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

const subject = 'the subject';

async function put(service: Service, writes: readonly Write[]): Promise<void> {
  for (let from = 0; from < writes.length; from += 50) valueOf(await committed(service.store, writes.slice(from, from + 50)));
}

function blocksOf(service: Service, space: SpaceId, volunteers: readonly VolunteerId[], of = subject): readonly Write[] {
  return volunteers.map((volunteer) =>
    blockRecord.put(service.ports.ids, { rev: '', space, subject: of, volunteer, at: noon, by: 'volunteer' }, undefined),
  );
}

/** A request whose subject is apart from `blocked` volunteers, of whom it lists as many as it can, the first ones. */
function crowded(space: SpaceId, blocked: readonly VolunteerId[], parts: Partial<Talk> = {}): Talk {
  const excludedVolunteers = blocked.slice(0, excludedForGoodMax).map((volunteer) => ({ volunteer, until: null }));
  return aTalk({ n: 1, space, subject, askedAt: at(-600), expiresAt: at(2000), excludedVolunteers, ...parts });
}

async function aRoom(others: number, free: readonly number[]) {
  const service = aService();
  const space = await aSpace(service);
  const blocked = Array.from({ length: excludedForGoodMax + 30 }, (_, n) => volunteerNo(n + 1));
  const talks = [crowded(space, blocked), ...Array.from({ length: others }, (_, n) => aTalk({ n: n + 2, space }))];
  await put(service, [
    ...blocksOf(service, space, blocked),
    ...talks.map((talk) => talkRecord.put(service.ports.ids, talk, undefined)),
    ...free.map((n) => seatRecord.put(service.ports.ids, aSeat({ n, space }), undefined)),
  ]);
  const run = async () =>
    valueOf(
      await matchRoom(
        service.ports,
        { space: await stored(service.store, homeKeys.space(space), spaceRecord), whole: false, mayGoOn: () => true },
        noon,
      ),
    );
  const offers = async (n: number) => (await stored(service.store, liveKeys.talk(requestNo(n)), talkRecord)).offers.length;
  return { service, space, run, offers };
}

/** Volunteers who are blocked and whom the request does not list. */
const unlisted = Array.from({ length: 8 }, (_, n) => excludedForGoodMax + 1 + n);

describe('a caller with more blocks than a request lists, in front of the queue', () => {
  it('[bug-unlisted-blocks] holds up no request behind, and costs no failed commit', async () => {
    const { run, offers } = await aRoom(3, unlisted);
    expect(await run()).toMatchObject({ offers: 3, lost: 0 });
    expect([await offers(1), await offers(2), await offers(3), await offers(4)]).toEqual([0, 1, 1, 1]);
  });

  it('still comes first with a volunteer they are not apart from', async () => {
    const other = excludedForGoodMax + 100;
    const { run, offers } = await aRoom(1, [...unlisted.slice(0, 1), other]);
    expect(await run()).toMatchObject({ offers: 2, lost: 0 });
    expect([await offers(1), await offers(2)]).toEqual([1, 1]);
  });

  it('[bug-unlisted-blocks-pull] lets a volunteer who pulls have the request behind', async () => {
    const { service, space } = await aRoom(1, []);
    const { id } = (await aVolunteer(service, space, { subject: 'me' })).view;
    await put(service, blocksOf(service, space, [id]));
    await isOn(service, { space, volunteer: id });
    let commits = 0;
    const counting: Disruption = async (commit) => {
      commits += 1;
      service.ahead.push(counting);
      return commit();
    };
    service.ahead.push(counting);
    const { offer } = valueOf(await nextOffer(service.ports, { caller: service.person('me'), space }, noon));
    expect(offer?.waitedSeconds).toBe(0);
    expect(commits).toBe(1);
  });
});

describe('a block that its request does not list', () => {
  it('[bug-block-unlisted] is listed after the first offer that it prevented', async () => {
    const service = aService();
    const space = await aSpace(service);
    await put(service, [
      ...blocksOf(service, space, [volunteerNo(1)]),
      talkRecord.put(service.ports.ids, aTalk({ space, subject }), undefined),
      seatRecord.put(service.ports.ids, aSeat({ space }), undefined),
    ]);
    const open = await stored(service.store, homeKeys.space(space), spaceRecord);
    const run = () => matchRoom(service.ports, { space: open, whole: false, mayGoOn: () => true }, noon);
    expect(valueOf(await run())).toMatchObject({ offers: 0, lost: 1 });
    expect((await stored(service.store, liveKeys.talk(requestNo(1)), talkRecord)).excludedVolunteers).toEqual([
      { volunteer: volunteerNo(1), until: null, block: true },
    ]);
    expect(valueOf(await run())).toMatchObject({ offers: 0, lost: 0 });
  });
});

describe('a request with a full list of volunteers who are excluded for good', () => {
  const full = crowded(
    aTalk().space,
    Array.from({ length: excludedForGoodMax }, (_, n) => volunteerNo(n + 1)),
  );

  it('[bug-no-room-for-back-off] still has room for a volunteer who declined a moment ago', () => {
    const declined = { ...full, excludedVolunteers: excludeUntil(full, volunteerNo(500), at(pairBackOffSeconds), noon) };
    expect(excludes(declined, volunteerNo(500), noon)).toBe(true);
    expect(declined.excludedVolunteers.length).toBeLessThanOrEqual(excludedVolunteersMax);
    expect(mayLackBlocks(declined)).toBe(true);
  });

  it('[bug-come-back-beyond-list] keeps those of a come-back token, which no block names, and can be read', async () => {
    const service = aService();
    const { ports, store } = service;
    const id = await aSpace(service, { demo: true });
    await isOn(service, { space: id, n: 999 });
    const partner = partnerId.parse('ptn_00000001');
    const caller = { kind: 'partner', partner, spaces: [id], rights: ['ask', 'read'], test: false } as const;
    const comeBack = tokenFor(ports.crypto, 'come-back', requestNo(1));
    const body = askBody.parse({ ...askingBody, subject: 'seeker-0123456789', comeBack });
    const command = { caller, space: id, key: 'key', body };
    const asker = identify(ports.crypto, command, valueOf(await spaceOr404(ports, id)));
    const unmet = Array.from({ length: 5 }, (_, n) => volunteerNo(n + 900));
    const before = aTalk({
      space: id,
      caller: asker.caller,
      state: 'expired',
      endedAt: noon,
      excludedVolunteers: unmet.map((volunteer) => ({ volunteer, until: null })),
    });
    const blocked = Array.from({ length: excludedForGoodMax + 25 }, (_, n) => volunteerNo(n + 1));
    await put(service, [talkRecord.put(ports.ids, before, undefined), ...blocksOf(service, id, blocked, asker.subject ?? '')]);
    const asked = valueOf(await ask(ports, command, noon));
    const talk = await stored(store, liveKeys.talk(asked.talk.id), talkRecord);
    expect(talk.excludedVolunteers.map(({ volunteer }) => volunteer)).toEqual(expect.arrayContaining(unmet));
    expect([talk.excludedVolunteers.length, mayLackBlocks(talk)]).toEqual([excludedForGoodMax, true]);
  });
});
