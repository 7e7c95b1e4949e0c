/** A room deeper than one page of the matcher: what it does not read may not be passed by what it does (invariant 7). */
import { describe, expect, it } from 'vitest';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { roomPage } from '../../shared/domain/limits.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { aTalk, at, noon, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, isOn, stored, valueOf } from '../fixtures/service.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';

/** A room with one volunteer, who speaks English, and these requests; matched once, as a wake does it. */
async function offeredTo(requests: readonly TalkParts[]): Promise<readonly Talk[]> {
  const service = aService();
  const space = await aSpace(service);
  const { view: page } = await aVolunteer(service, space, { subject: 'volunteer' });
  const talks = requests.map((parts, index) => aTalk({ n: index + 1, space, ...parts }));
  valueOf(
    await committed(
      service.store,
      talks.map((talk) => talkRecord.put(service.ports.ids, talk, undefined)),
    ),
  );
  await isOn(service, { space, volunteer: page.id });
  const command = { space: valueOf(await spaceOr404(service.ports, space)), whole: false, mayGoOn: () => true };
  valueOf(await matchRoom(service.ports, command, noon));
  const after = await Promise.all(talks.map(({ id }) => stored(service.store, liveKeys.talk(id), talkRecord)));
  return after.filter((talk) => talk.offers.length > 0);
}

const germans = Array.from({ length: roomPage }, (_, index): TalkParts => ({
  askedAt: at(-200 + index),
  criteria: { languages: ['de'] },
}));

describe('a room deeper than a page', () => {
  it('gives the volunteer to whoever lies behind a page of requests the volunteer cannot serve', async () => {
    const found = await offeredTo([...germans, { askedAt: at(-100) }]);
    expect(found.map(({ askedAt }) => askedAt)).toEqual([at(-100)]);
  });

  it('lets nobody of less need pass somebody who lies deeper', async () => {
    const found = await offeredTo([...germans, { askedAt: at(-100) }, { need: 'soon', askedAt: at(-50) }]);
    expect(found.map(({ need }) => need)).toEqual(['now']);
  });
});
