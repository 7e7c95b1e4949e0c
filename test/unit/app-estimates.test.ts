/**
 * The estimated wait: it is counted under the queue position at which a seeker asked, and told to seekers who ask at such a
 * position.
 */
import { describe, expect, it } from 'vitest';
import { countEvents, type TalkEvent } from '../../shared/app/statistics/count-events.ts';
import { estimateFor, estimateForNewcomer } from '../../shared/app/statistics/estimate-for.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { requestViewOf } from '../../shared/app/talk-requests/request-view.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { conversationOf } from '../../shared/domain/ids.ts';
import { estimateSamplesMin } from '../../shared/domain/limits.ts';
import { aTalk, at, noon, offerNo, requestNo, volunteerNo, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, committed, stored, valueOf } from '../fixtures/service.ts';

/** Waits of this many seconds that ended without a volunteer; as many as an estimate needs. */
const enough = (waited: number, parts: TalkParts, from = 0): readonly TalkEvent[] =>
  Array.from({ length: estimateSamplesMin }, (_, n) => ({
    talk: aTalk({ n: from + n, seq: 2, event: 'expired', endedAt: at(waited), ...parts }),
    at: at(waited),
  }));

async function counting(...events: readonly TalkEvent[]) {
  const service = aService();
  const space = valueOf(await spaceOr404(service.ports, await aSpace(service)));
  valueOf(await countEvents(service.ports, space, events));
  const { ports } = service;
  const told = async (parts: TalkParts) => valueOf(await estimateFor(ports, space, aTalk(parts)));
  return { service, space, told, toldNewSeeker: async (n: number) => valueOf(await estimateForNewcomer(ports, space, n)) };
}

const quick = { fromSeconds: 0, toSeconds: 60 };
const slow = { fromSeconds: 180, toSeconds: 600 };
const inWelsh = { criteria: { languages: ['cy'] } };

describe('an estimate', () => {
  it('comes from earlier requests at the same queue position', async () => {
    const { told, toldNewSeeker } = await counting(
      ...enough(20, { positionAsked: 1 }),
      ...enough(400, { positionAsked: 11 }, 100),
    );
    expect(await told({ positionAsked: 1 })).toEqual(quick);
    expect(await told({ positionAsked: 10 })).toEqual(slow);
    expect(await told({ positionAsked: 5 })).toBeNull();
    expect(await toldNewSeeker(0)).toEqual(quick);
    expect(await toldNewSeeker(12)).toEqual(slow);
  });

  it('comes from requests of the same kind, and from all requests if too little is known about the kind', async () => {
    const known = await counting(...enough(20, { positionAsked: 1 }), ...enough(400, { positionAsked: 1, ...inWelsh }, 100));
    expect(await known.told({ positionAsked: 1 })).toEqual(quick);
    expect(await known.told({ positionAsked: 1, ...inWelsh })).toEqual(slow);
    const unknown = await counting(...enough(20, { positionAsked: 1 }));
    expect(await unknown.told({ positionAsked: 1, ...inWelsh })).toEqual(quick);
  });

  it('[bug-come-back-waits] learns nothing from a wait that began with another request, or with a match', async () => {
    const again = await counting(...enough(20, { positionAsked: 1, cameBackFrom: requestNo(9) }));
    expect(await again.told({ positionAsked: 1 })).toBeNull();
    const match = { conversation: conversationOf(requestNo(9), 1), n: 1, offer: offerNo(1), volunteer: volunteerNo(1) };
    const previousMatches = [{ ...match, at: noon, reasons: [], endsBy: at(60), endedAt: at(60), endedBy: 'rematch' as const }];
    const rematched = await counting(...enough(20, { positionAsked: 1, previousMatches }));
    expect(await rematched.told({ positionAsked: 1 })).toBeNull();
  });

  it('[bug-wait-late] learns the wait until the match or the end, however late the record comes', async () => {
    const late = (events: readonly TalkEvent[]) => events.map(({ talk }) => ({ talk, at: at(5000) }));
    const expired = await counting(...late(enough(20, { positionAsked: 1 })));
    expect(await expired.told({ positionAsked: 1 })).toEqual(quick);
    const met = { conversation: conversationOf(requestNo(9), 1), n: 1, offer: offerNo(1), volunteer: volunteerNo(1) };
    const match = { ...met, at: at(20), reasons: [], endsBy: at(3600) };
    const matched = await counting(...late(enough(400, { positionAsked: 1, state: 'matched', event: 'matched', match })));
    expect(await matched.told({ positionAsked: 1 })).toEqual(quick);
  });

  it('is null for a request that was told no position, and such a request is not counted', async () => {
    const { told, toldNewSeeker } = await counting(...enough(20, {}));
    expect(await toldNewSeeker(0)).toBeNull();
    expect(await told({})).toBeNull();
  });
});

describe('the first position told', () => {
  it('stays when a lower position is told, and so does the estimate', async () => {
    const { service, space } = await counting(...enough(20, { positionAsked: 1 }), ...enough(400, { positionAsked: 2 }, 100));
    const { ports, store } = service;
    const put = async (n: number, parts: TalkParts) => {
      const talk = { ...aTalk({ n, ...parts }), space: space.id };
      valueOf(await committed(store, [talkRecord.put(ports.ids, talk, undefined)]));
      return talk;
    };
    await put(301, { askedAt: at(-60) });
    const younger = await put(302, { askedAt: at(-30) });
    expect(valueOf(await requestViewOf(ports, space, younger, noon))).toMatchObject({ position: 2, estimate: slow });
    const read = async (n: number) => stored(store, liveKeys.talk(requestNo(n)), talkRecord);
    valueOf(await committed(store, [talkRecord.remove(await read(301))]));
    expect(valueOf(await requestViewOf(ports, space, await read(302), noon))).toMatchObject({ position: 1, estimate: slow });
    expect(await read(302)).toMatchObject({ positionTold: 1, positionAsked: 2 });
  });
});
