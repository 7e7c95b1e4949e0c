/**
 * What a run of the matcher that makes one offer consumes, as the engine reports it, for a volunteer of one space and of several.
 */
import { expect, it } from 'vitest';
import type { Consumed } from '../../shared/adapters/dynamodb/capacity.ts';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { availabilityBody } from '../../shared/contract/availability.ts';
import type { SpaceId } from '../../shared/domain/ids.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, valueOf, type Service } from '../fixtures/service.ts';
import { dynoxide } from '../engines/dynoxide.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { storeAt } from './dynamodb-store.ts';

const url = engineForTests(dynoxide);

/** Units of the run that offers a request to a volunteer who is on in this number of spaces. */
async function offerIn(service: Service, ledger: Consumed[], spaces: number) {
  const { ports } = service;
  const sub = `vera of ${spaces}`;
  const opened: SpaceId[] = [];
  for (let nth = 0; nth < spaces; nth += 1) {
    const space = await aSpace(service, { demo: true });
    await aVolunteer(service, space, { subject: sub });
    valueOf(
      await setAvailability(
        ports,
        { caller: service.person(sub), space, body: availabilityBody.parse({ available: true }) },
        noon,
      ),
    );
    opened.push(space);
  }
  const [first] = opened;
  if (first === undefined) throw new Error('no space');
  const talk = aTalk({ n: spaces, space: first, lastSeenAt: at(9000), expiresAt: at(9000) });
  valueOf(await committed(ports.store, [talkRecord.put(ports.ids, { ...talk, id: requestNo(100 + spaces) }, undefined)]));
  const space = valueOf(await spaceOr404(ports, first));
  ledger.length = 0;
  expect(valueOf(await matchRoom(ports, { space, whole: false, mayGoOn: () => true }, noon))).toMatchObject({ offers: 1 });
  const sum = (of: (one: Consumed) => number): number => ledger.reduce((all, one) => all + of(one), 0);
  return { readUnits: sum((one) => one.readUnits), writeUnits: sum((one) => one.writeUnits) };
}

/** In request units, for the whole run: it reads the room twice, makes the offer between the two, and sets the timer. */
const inOneSpace = { readUnits: 9, writeUnits: 8 };
const perOtherSpace = { readUnits: 2, writeUnits: 2 };

it('each other space of the volunteer costs two read units and two write units more, and the first nothing', async () => {
  const ledger: Consumed[] = [];
  const service = aService(() => storeAt(url(), {}, { onCapacity: (consumed) => ledger.push(consumed) }));
  for (const others of [0, 1, 2]) {
    const consumed = await offerIn(service, ledger, 1 + others);
    expect(consumed).toEqual({
      readUnits: inOneSpace.readUnits + others * perOtherSpace.readUnits,
      writeUnits: inOneSpace.writeUnits + others * perOtherSpace.writeUnits,
    });
  }
});
