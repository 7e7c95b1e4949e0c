/** The blocks of a space: coordinators list them and lift them. */
import { describe, expect, it } from 'vitest';
import { listAudit } from '../../shared/app/audit/list-audit.ts';
import { liftBlock } from '../../shared/app/blocks/lift-block.ts';
import { listBlocks } from '../../shared/app/blocks/list-blocks.ts';
import { blockPair } from '../../shared/app/conversations/block.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { blockRecord, spaceRecord } from '../../shared/app/store/home-records.ts';
import { homeKeys, listedBlocksPk, liveKeys } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { tokenFor } from '../../shared/app/store/tokens.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { identify } from '../../shared/app/talk-requests/new-request.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { deleteVolunteer } from '../../shared/app/volunteers/delete-volunteer.ts';
import { blockView } from '../../shared/contract/blocks.ts';
import { askBody, type AskBody } from '../../shared/contract/talk-requests.ts';
import { blockId, conversationOf, type BlockId, type RequestId, type VolunteerId } from '../../shared/domain/ids.ts';
import type { Side, Talk } from '../../shared/domain/talk.ts';
import { excludeUntil } from '../../shared/domain/transitions/offer.ts';
import { aTalk, at, noon, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  disruption,
  editOf,
  everyPage,
  expectConforms,
  isOn,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
} from '../fixtures/service.ts';
import { addCoordinator } from '../../shared/app/spaces/coordinators.ts';
import { spoil } from '../fixtures/spoiled.ts';
import { askingBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

/** A space with a volunteer, who is free, and a seeker of its partner, whose talks with volunteers have ended. */
async function aBlockedPair(volunteerSub = 'listener') {
  const service = aService();
  const { ports, store } = service;
  const space = await aSpace(service, { demo: true });
  const { id: volunteer } = (await aVolunteer(service, space, { subject: volunteerSub, label: 'Tuesday' })).view;
  // Off, so that the space could serve a seeker who is apart from the first one.
  const { id: other } = (await aVolunteer(service, space, { subject: 'other' })).view;
  await isOn(service, { space, volunteer });
  const caller = partnerOf(space);
  const commandOf = (key: string, parts: Partial<AskBody> = {}) => ({
    caller,
    space,
    key,
    body: askBody.parse({ ...askingBody, subject: 'seeker-0123456789', ...parts }),
  });
  const asker = identify(ports.crypto, commandOf('x'), valueOf(await spaceOr404(ports, space)));
  const subject = asker.subject ?? '';
  /** The request `n` of the seeker, over, after a talk with the volunteer. */
  const talked = async (n: number, parts: Partial<Talk> = {}, by: VolunteerId = volunteer): Promise<void> => {
    const conversation = conversationOf(requestNo(n), 1);
    const match = { conversation, n: 1, offer: offerNo(n), volunteer: by, at: noon, reasons: [], endsBy: at(60) };
    const ended = { state: 'ended', endedAt: noon, match: { ...match, endedAt: noon, endedBy: 'seeker' } } as const;
    const talk = aTalk({ n, space, subject, caller: asker.caller, ...ended, ...parts });
    valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
  };
  const callerOf = (side: Side, n: number) =>
    side === 'seeker' ? ({ kind: 'seeker', request: requestNo(n) } as const) : service.person(volunteerSub);
  const about = (side: Side, n: number) => ({ caller: callerOf(side, n), space, conversation: conversationOf(requestNo(n), 1) });
  const blocks = async (side: Side, n = 1) => valueOf(await blockPair(ports, about(side, n), noon));
  const reports = async (side: Side, n = 1) =>
    valueOf(await reportOther(ports, { ...about(side, n), key: undefined, body: { category: 'threat', block: true } }, noon));
  const coordinator = service.person('coordinator');
  const list = async (by = coordinator, of?: VolunteerId) =>
    valueOf(await listBlocks(ports, { caller: by, space, limit: 100, volunteer: of })).items;
  const theOne = async (): Promise<BlockId> => blockId.parse((await list())[0]?.id);
  const lift = (block: BlockId, by = coordinator, of = space) => liftBlock(ports, { caller: by, space: of, block }, noon);
  const asks = async (key: string, parts: Partial<AskBody> = {}, over = ports) =>
    valueOf(await ask(over, commandOf(key, parts), noon)).talk;
  const excluded = async (id: RequestId) => (await stored(store, liveKeys.talk(id), talkRecord)).excludedVolunteers;
  const offers = async () => {
    const open = await stored(store, homeKeys.space(space), spaceRecord);
    return valueOf(await matchRoom(ports, { space: open, whole: false, mayGoOn: () => true }, noon)).offers;
  };
  const audited = async (by = coordinator) =>
    valueOf(await listAudit(ports, { caller: by, space, limit: 100 })).items.filter(({ what }) => what === 'block-lifted');
  const traces = () => service.store.dump().filter(({ key }) => key.pk.startsWith('BLOCK'));
  const ofService = { service, ports, store, space, volunteer, other, subject, coordinator };
  return { ...ofService, talked, blocks, reports, list, theOne, lift, asks, excluded, offers, audited, traces };
}

type Pair = Awaited<ReturnType<typeof aBlockedPair>>;

async function addedCoordinator({ service, space }: Pair, sub: string) {
  valueOf(await addCoordinator(service.ports, { caller: service.person('operator', 'operator'), space, sub }, noon));
  return service.person(sub);
}

describe('the list of blocks', () => {
  it('names the volunteer, the time and the side, and nothing of the seeker', async () => {
    const { talked, blocks, reports, list, volunteer, other, subject } = await aBlockedPair();
    await talked(1);
    await blocks('volunteer');
    const [block] = await list();
    expect(block).toMatchObject({
      volunteer,
      label: 'Tuesday',
      by: ['volunteer'],
      byReport: false,
      since: '2026-03-02T12:00:00.000Z',
    });
    expectConforms(blockView, block);
    expect(JSON.stringify(block)).not.toContain(subject);
    expect(JSON.stringify(block)).not.toContain(requestNo(1).slice(4));
    await reports('seeker');
    const [both, ...others] = await list();
    expect([both?.id, both?.by, both?.byReport, others]).toEqual([block?.id, ['volunteer', 'seeker'], true, []]);
    expectConforms(blockView, both);
    expect([await list(undefined, volunteer), await list(undefined, other)]).toEqual([[both], []]);
  });

  it('is read in pages, and by one volunteer', async () => {
    const { ports, space, coordinator, talked, blocks, list } = await aBlockedPair();
    const volunteers = [3, 1, 2].map(volunteerNo);
    for (const [n, by] of volunteers.entries()) {
      await talked(n + 1, {}, by);
      await blocks('seeker', n + 1);
    }
    const command = { caller: coordinator, space, limit: 2 };
    const pages = await everyPage((cursor) => listBlocks(ports, { ...command, ...cursor }));
    expect(pages.map((page) => page.map(({ volunteer }) => volunteer))).toEqual([[1, 2].map(volunteerNo), [volunteerNo(3)]]);
    expect((await list(coordinator, volunteerNo(2))).map(({ volunteer }) => volunteer)).toEqual([volunteerNo(2)]);
  });

  it('holds no block without a pseudonym, which ends with its request', async () => {
    const { talked, blocks, list } = await aBlockedPair();
    await talked(1, { subject: undefined });
    expect((await blocks('seeker')).lasts).toBe('while-the-request-is-kept');
    expect(await list()).toEqual([]);
  });

  it('keeps a block when its request is erased and when its volunteer leaves', async () => {
    const { ports, space, coordinator, volunteer, talked, blocks, list } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const erasing = { caller: { kind: 'seeker', request: requestNo(1) }, space, request: requestNo(1) } as const;
    expect(valueOf(await eraseRequest(ports, erasing, noon)).receipt.kept).toContain('blocks');
    expect(await list()).toHaveLength(1);
    const { receipt } = valueOf(await deleteVolunteer(ports, { caller: coordinator, space, volunteer }, noon));
    expect([receipt.deleted, receipt.kept.includes('blocks')]).toEqual([true, true]);
    const [{ label, ...left } = { label: '' }] = await list();
    expect([label, left]).toMatchObject([undefined, { volunteer }]);
  });
});

describe('a block that a coordinator lifts', () => {
  it.each([
    ['', undefined],
    ['after an unknown outcome', disruption.unknownDone],
    ['after a lost race', disruption.conflict],
  ])('[bug-block-lifted] holds no longer, and the request that waits meets the volunteer %s', async (_, outcome) => {
    const { service, talked, blocks, theOne, lift, asks, excluded, offers, audited, traces } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const id = await theOne();
    const { id: waiting } = await asks('key');
    expect([await offers(), (await excluded(waiting)).length]).toEqual([0, 1]);
    const woken = service.wakes.pending.length;
    if (outcome !== undefined) service.ahead.push(outcome);
    valueOf(await lift(id));
    expect(service.wakes.pending.length).toBeGreaterThan(woken);
    expect([await excluded(waiting), traces(), await offers()]).toEqual([[], [], 1]);
    valueOf(await lift(id));
    expect(await audited()).toMatchObject([{ by: 'you', about: id }]);
  });

  it('[bug-block-lifted-alone] leaves a volunteer out who is excluded for another reason too', async () => {
    const { service, store, talked, blocks, theOne, lift, asks, excluded, volunteer } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const { id } = await asks('key');
    const talk = await stored(store, liveKeys.talk(id), talkRecord);
    const rematched = { ...talk, excludedVolunteers: excludeUntil(talk, volunteer, null, noon) };
    valueOf(await committed(store, [talkRecord.put(service.ports.ids, rematched, talk)]));
    valueOf(await lift(await theOne()));
    expect(await excluded(id)).toEqual([{ volunteer, until: null }]);
  });

  it.each(['seeker-0123456789', 'another-0123456789'])(
    '[bug-lifted-come-back] is not brought back by a token of %s',
    async (subject) => {
      const { ports, talked, blocks, theOne, lift, asks, excluded, volunteer } = await aBlockedPair();
      const unmet = volunteerNo(77);
      const expired = { state: 'expired', excludedVolunteers: [{ volunteer: unmet, until: null }] } as const;
      await talked(1);
      await talked(2, {
        ...expired,
        match: undefined,
        excludedVolunteers: [...expired.excludedVolunteers, { volunteer, until: null, block: true }],
      });
      await blocks('seeker');
      valueOf(await lift(await theOne()));
      const { id } = await asks('key', { subject, comeBack: tokenFor(ports.crypto, 'come-back', requestNo(2)) });
      expect((await excluded(id)).map((entry) => entry.volunteer)).toEqual([unmet]);
    },
  );

  it('that was not lifted comes back with the token, also for another pseudonym', async () => {
    const { ports, talked, blocks, asks, excluded, volunteer } = await aBlockedPair();
    await talked(1);
    await talked(2, { state: 'expired', match: undefined, excludedVolunteers: [{ volunteer, until: null, block: true }] });
    await blocks('seeker');
    const comeBack = tokenFor(ports.crypto, 'come-back', requestNo(2));
    const { id } = await asks('key', { subject: 'another-0123456789', comeBack });
    expect(await excluded(id)).toEqual([{ volunteer, until: null }]);
  });

  it('[bug-block-again] can be made again: another block, which no late call about the first one lifts', async () => {
    const { talked, blocks, theOne, lift } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const first = await theOne();
    valueOf(await lift(first));
    await blocks('seeker');
    const second = await theOne();
    expect(second).not.toBe(first);
    valueOf(await lift(first));
    expect(await theOne()).toBe(second);
  });

  it('[bug-lifted-while-asking] does not stay on a request that was made at the same time', async () => {
    const { service, talked, blocks, theOne, lift, asks, excluded } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const id = await theOne();
    // The first commit touches the room, the second one stores the request.
    service.ahead.push(
      (commit) => commit(),
      overtakenBy(() => lift(id)),
    );
    expect(await excluded((await asks('key')).id)).toEqual([]);
  });

  it('is of its own space only', async () => {
    const { service, talked, blocks, theOne, lift, list } = await aBlockedPair();
    const elsewhere = await aSpace(service, { demo: true });
    await talked(1);
    await blocks('seeker');
    const id = await theOne();
    const invented = blockId.parse(`${id.slice(0, -8)}00000000`);
    expect(problemOf(await lift(id, undefined, elsewhere)).code).toBe('not-found');
    expect(problemOf(await lift(invented)).code).toBe('not-found');
    expect(problemOf(await lift(id, service.person('stranger'))).code).toBe('not-found');
    expect(await list()).toHaveLength(1);
  });
});

describe('a coordinator whom a seeker blocked', () => {
  it('[bug-own-block] does not see it, cannot lift it, and does not read of it in the audit', async () => {
    const pair = await aBlockedPair('second');
    const { talked, blocks, theOne, list, lift, audited } = pair;
    const me = await addedCoordinator(pair, 'second');
    await talked(1);
    await blocks('volunteer');
    expect(await list(me)).toHaveLength(1);
    await blocks('seeker');
    const id = await theOne();
    expect(await list(me)).toEqual([]);
    expect(problemOf(await lift(id, me)).code).toBe('not-found');
    valueOf(await lift(id));
    expect([await audited(me), (await audited()).length]).toEqual([[], 1]);
  });

  it('does not see it either after another login, if it came with a report', async () => {
    const pair = await aBlockedPair('second');
    const { service, space, volunteer, talked, reports, theOne, list, lift, audited } = pair;
    const me = await addedCoordinator(pair, 'second');
    await talked(1);
    await reports('seeker');
    valueOf(await editOf(service, { space, volunteer }, { subject: 'third' }));
    expect([await list(me), (await list()).length]).toEqual([[], 1]);
    const id = await theOne();
    expect(problemOf(await lift(id, me)).code).toBe('not-found');
    valueOf(await lift(id));
    expect([await audited(me), (await audited()).length]).toEqual([[], 1]);
  });
});

describe('a block of an earlier version', () => {
  const earlier = async ({ ports, store, space, subject }: Pair, volunteers: readonly VolunteerId[]): Promise<void> => {
    const writes = volunteers.map((volunteer) =>
      blockRecord.put(ports.ids, { rev: '', space, subject, volunteer, at: noon, by: 'seeker' }, undefined),
    );
    for (let from = 0; from < writes.length; from += 50) valueOf(await committed(store, writes.slice(from, from + 50)));
  };

  it('is listed when its seeker next asks, and can be lifted', async () => {
    const pair = await aBlockedPair();
    const { volunteer, asks, list, lift, theOne, excluded } = pair;
    await earlier(pair, [volunteer]);
    expect(await list()).toEqual([]);
    const { id } = await asks('key');
    expect(await list()).toMatchObject([{ volunteer, by: ['seeker'] }]);
    valueOf(await lift(await theOne()));
    expect([await list(), await excluded(id)]).toEqual([[], []]);
  });

  it('[bug-earlier-blocks] is listed by a later call if there are so many that the first one is cut short', async () => {
    const pair = await aBlockedPair();
    const { ports, store, space, asks } = pair;
    await earlier(
      pair,
      Array.from({ length: 130 }, (_none, n) => volunteerNo(n + 1)),
    );
    let left = 100;
    await asks('key', {}, { ...ports, mayGoOn: () => (left -= 1) >= 0 });
    const listed = () => store.count({ table: 'home', pk: listedBlocksPk(space), limit: 1000 });
    expect(await listed()).toEqual({ ok: true, value: 100 });
    await asks('key');
    expect(await listed()).toEqual({ ok: true, value: 130 });
  });
});

describe('a block that cannot be read', () => {
  it('is written anew when one of the two blocks again, and what is left of it can be lifted', async () => {
    const { store, space, subject, volunteer, talked, blocks, theOne, list, lift, traces } = await aBlockedPair();
    await talked(1);
    await blocks('seeker');
    const first = await theOne();
    await spoil(store, homeKeys.block(space, subject, volunteer), { by: 'of-tomorrow' });
    expect(await list()).toEqual([]);
    await blocks('volunteer');
    const second = await theOne();
    expect(second).not.toBe(first);
    valueOf(await lift(first));
    expect(await list()).toMatchObject([{ id: second, by: ['volunteer'] }]);
    valueOf(await lift(second));
    expect(traces()).toEqual([]);
  });
});
