/** A new request, and what its seeker is told about it, while other writers change it. */
import { describe, expect, it } from 'vitest';
import { blockRecord } from '../../shared/app/store/home-records.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { identify } from '../../shared/app/talk-requests/new-request.ts';
import { requestViewOf } from '../../shared/app/talk-requests/request-view.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { partnerId, type SpaceId } from '../../shared/domain/ids.ts';
import type { Write } from '../../shared/ports.ts';
import { aSeat, aTalk, anOffer, noon, requestNo, volunteerNo } from '../fixtures/domain.ts';
import { aService, aSpace, committed, isOn, stored, valueOf } from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

const isTalk = (write: Write): boolean => write.kind === 'put' && write.item.key.pk.startsWith('TALK#');

describe('a request', () => {
  it('excludes a volunteer who was blocked while the request was created', async () => {
    let block: (() => Promise<unknown>) | undefined;
    const service = aService((store) => ({
      ...store,
      commit: async (writes) => {
        const meanwhile = writes.some(isTalk) ? block : undefined;
        if (meanwhile !== undefined) block = undefined;
        await meanwhile?.();
        return store.commit(writes);
      },
    }));
    const { ports, store } = service;
    const id = await aSpace(service, { demo: true });
    await isOn(service, { space: id });
    const space = valueOf(await spaceOr404(ports, id));
    const partner = partnerId.parse('ptn_00000001');
    const caller = { kind: 'partner' as const, partner, spaces: [id], rights: ['ask' as const], test: false };
    const body = askBody.parse({ ...askingBody, subject: 'seeker-0123456789' });
    const command = { caller, space: id, key: 'key', body };
    const { subject = '' } = identify(ports.crypto, command, space);
    const blocked = { rev: '', space: id, subject, volunteer: volunteerNo(1), at: noon, by: 'seeker' as const };
    block = async () => committed(store, [blockRecord.overwrite(ports.ids, blocked)]);
    const { talk } = valueOf(await ask(ports, command, noon));
    expect(block).toBeUndefined();
    expect(talk.excludedVolunteers).toEqual([{ volunteer: volunteerNo(1), until: null, block: true }]);
    expect((await stored(store, liveKeys.talk(talk.id), talkRecord)).excludedVolunteers).toEqual(talk.excludedVolunteers);
  });

  it('is told only a stored position: a request that ended during the read is shown as ended', async () => {
    const service = aService();
    const { ports, store } = service;
    const id: SpaceId = await aSpace(service);
    const space = valueOf(await spaceOr404(ports, id));
    const offered = anOffer(aTalk({ space: id }), aSeat({ space: id }));
    const over = { ...offered.talk, state: 'cancelled' as const, offers: [], endedAt: noon };
    valueOf(await committed(store, [talkRecord.put(ports.ids, over, undefined)]));
    const view = valueOf(await requestViewOf(ports, space, offered.talk, noon));
    expect(view).toMatchObject({ status: 'cancelled', position: null });
    expect((await stored(store, liveKeys.talk(requestNo(1)), talkRecord)).positionTold).toBeUndefined();
  });
});
