/** A room with more requests than the matcher reads at once: no request that it reads may overtake one that it does not read (invariant 7). */
import { describe, expect, it } from 'vitest';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { roomPage } from '../../shared/domain/limits.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aTalk, at, noon, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf } from '../fixtures/service.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';

/** Matches, as a wake does, a room with these requests and one volunteer who speaks English. Returns the requests with an offer. */
async function offeredTo(requests: readonly TalkParts[]): Promise<readonly Talk[]> {
  const service = aService();
  const space = await aSpace(service);
  const { view: added } = await aVolunteer(service, space, { subject: 'volunteer' });
  const talks = requests.map((parts, index) => aTalk({ n: index + 1, space, ...parts }));
  valueOf(
    await committed(
      service.store,
      talks.map((talk) => talkRecord.put(service.ports.ids, talk, undefined)),
    ),
  );
  await isOn(service, { space, volunteer: added.id });
  const command = { space: valueOf(await spaceOr404(service.ports, space)), whole: false, mayGoOn: () => true };
  valueOf(await matchRoom(service.ports, command, noon));
  const after = await Promise.all(talks.map(({ id }) => stored(service.store, liveKeys.talk(id), talkRecord)));
  return after.filter((talk) => talk.offers.length > 0);
}

const germans = Array.from({ length: roomPage }, (_, index): TalkParts => ({
  askedAt: at(-200 + index),
  criteria: { languages: ['de'] },
}));

describe('a room with more requests than the matcher reads at once', () => {
  it('gives the volunteer to the request behind a page of requests that the volunteer cannot serve', async () => {
    const found = await offeredTo([...germans, { askedAt: at(-100) }]);
    expect(found.map(({ askedAt }) => askedAt)).toEqual([at(-100)]);
  });

  it('lets no request of less need overtake a request that lies deeper', async () => {
    const found = await offeredTo([...germans, { askedAt: at(-100) }, { need: 'soon', askedAt: at(-50) }]);
    expect(found.map(({ need }) => need)).toEqual(['now']);
  });
});
