/** Lists of more than one page are read to their end, and a run that stops early begins at another room the next time. */
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import { liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { liveRoomRecord, seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { editSpace } from '../../shared/app/spaces/edit-space.ts';
import { spaceEdit } from '../../shared/contract/spaces.ts';
import { liveIdleSeconds, pageItemsMax } from '../../shared/domain/limits.ts';
import { conversationOf, type VolunteerId } from '../../shared/domain/ids.ts';
import type { Key, Store } from '../../shared/ports.ts';
import { aSeat, aTalk, at, noon, offerNo, requestNo, spaceNo, volunteerNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf, type Service } from '../fixtures/service.ts';
import { refreshPage } from '../../shared/app/volunteers/limits.ts';

describe('an edit of a space', () => {
  it('[bug-refresh-pages] reaches a volunteer beyond the first page', async () => {
    const service = aService();
    const space = await aSpace(service, { limits: { capacityMax: 3 } });
    const volunteers: VolunteerId[] = [];
    for (let n = 0; n <= refreshPage; n += 1) volunteers.push((await aVolunteer(service, space)).view.id);
    const last = volunteers.toSorted().at(-1);
    if (last === undefined) throw new Error('no volunteer');
    await isOn(service, { space, volunteer: last });
    const command = {
      caller: service.person('coordinator'),
      space,
      ifMatch: ['*'],
      body: spaceEdit.parse({ limits: { capacityMax: 1 } }),
    };
    valueOf(await editSpace(service.ports, command, noon));
    expect((await stored(service.store, liveKeys.seat(space, last), seatRecord)).facts.capacityMax).toBe(1);
  });
});

describe('the reconciler', () => {
  /** Rooms of spaces that do not exist, so the reconciler has nothing to do in them. */
  async function liveRooms(service: Service, rooms: number): Promise<void> {
    for (let n = 1; n <= rooms; n += 1) {
      const live = { rev: '', room: roomOf(spaceNo(n)), space: spaceNo(n), touchedAt: noon };
      valueOf(await committed(service.store, [liveRoomRecord.put(service.ports.ids, live, undefined)]));
    }
  }

  it('[bug-reconciler-pages] visits the rooms beyond the first page', async () => {
    const service = aService();
    await liveRooms(service, pageItemsMax + 1);
    const done = valueOf(await reconcile(service.ports, { mayGoOn: () => true, clock: () => noon }));
    expect(done).toMatchObject({ rooms: pageItemsMax + 1, complete: true });
  });

  it('[bug-reconciler-rotation] begins with another room each minute, so that runs that stop early leave no room out', async () => {
    const read: Key[] = [];
    const watched = (store: Store): Store => ({
      ...store,
      get: (key) => {
        read.push(key);
        return store.get(key);
      },
    });
    const service = aService(watched);
    await liveRooms(service, 3);
    for (const minute of [0, 1, 2]) {
      let rooms = 0;
      const mayGoOn = () => (rooms += 1) === 1;
      const done = valueOf(await reconcile(service.ports, { mayGoOn, clock: () => at(60 * minute) }));
      expect(done).toMatchObject({ rooms: 1, complete: false });
    }
    expect(new Set(read.map(({ pk }) => pk)).size).toBe(3);
  });

  it('[bug-talking-room-live] visits a room in which only a talk goes on, and ends the talk when its time is over', async () => {
    const service = aService();
    const { ports, store } = service;
    const space = await aSpace(service);
    const [request, volunteer, conversation] = [requestNo(1), volunteerNo(1), conversationOf(requestNo(1), 1)];
    const endsBy = at(2 * liveIdleSeconds);
    const match = { conversation, n: 1, offer: offerNo(1), volunteer, at: noon, reasons: [], endsBy };
    const room = { rev: '', room: roomOf(space), space, touchedAt: noon };
    const writes = [
      talkRecord.put(ports.ids, aTalk({ space, state: 'matched', match }), undefined),
      seatRecord.put(ports.ids, aSeat({ space, on: 'draining', talks: [{ request, conversation, at: noon }] }), undefined),
      liveRoomRecord.put(ports.ids, room, undefined),
    ];
    valueOf(await committed(store, writes));
    for (const now of [at(liveIdleSeconds + 1), endsBy])
      valueOf(await reconcile(ports, { mayGoOn: () => true, clock: () => now }));
    expect(await stored(store, liveKeys.talk(request), talkRecord)).toMatchObject({ state: 'ended' });
  });
});
