/**
 * Applying due transitions, and planning right after it: an old state in the index must not cause a request to be overtaken
 * (invariant 7).
 */
import { describe, expect, it } from 'vitest';
import { matchRoom } from '../../shared/app/matching/match-room.ts';
import { applyDue } from '../../shared/app/matching/apply-due.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { aSeat, aTalk, anOffer, at, requestNo, volunteerNo } from '../fixtures/domain.ts';
import { aService, aSpace, committed, disruption, overtakenBy, stored, valueOf, type Disruption } from '../fixtures/service.ts';

/** The time at which the lease of volunteer 1 has ended, while the volunteer's offer is still open. */
const now = at(31);

/** Volunteer 1 holds an offer of the first request, volunteer 2 is free, and a second request came later. */
async function aFixture() {
  const service = aService();
  const id = await aSpace(service, { demo: true });
  const space = valueOf(await spaceOr404(service.ports, id));
  const { talk, seat } = anOffer(aTalk({ n: 1, space: id, askedAt: at(-60) }), aSeat({ space: id, leaseExpiresAt: at(30) }));
  valueOf(
    await committed(service.store, [
      talkRecord.put(service.ports.ids, talk, undefined),
      talkRecord.put(service.ports.ids, aTalk({ n: 2, space: id }), undefined),
      seatRecord.put(service.ports.ids, seat, undefined),
      seatRecord.put(service.ports.ids, aSeat({ n: 2, space: id }), undefined),
    ]),
  );
  const due = { kind: 'lease', volunteer: seat.volunteer, requests: [talk.id] } as const;
  return { service, space, due };
}

const outcomes: readonly (readonly [string, (fixture: Awaited<ReturnType<typeof aFixture>>) => Disruption])[] = [
  ['is committed normally', () => (commit) => commit()],
  ['is committed, and its outcome is unknown', () => disruption.unknownDone],
  ['was committed by another matcher', ({ service, space, due }) => overtakenBy(() => applyDue(service.ports, space, due, now))],
];

describe('the end of a lease whose volunteer held an offer', () => {
  it.each(outcomes)('gives the next volunteer to the request of that offer, if it %s', async (_, outcome) => {
    const fixture = await aFixture();
    const { ports, store, ahead } = fixture.service;
    ahead.push(outcome(fixture));
    valueOf(await matchRoom(ports, { space: fixture.space, whole: false, mayGoOn: () => true }, now));
    const [first, second] = await Promise.all([1, 2].map((n) => stored(store, liveKeys.talk(requestNo(n)), talkRecord)));
    expect(first?.offers.map(({ volunteer }) => volunteer)).toEqual([volunteerNo(2)]);
    expect(second?.offers).toEqual([]);
  });

  it('concerns the request that the index shows, even if all of it was applied before', async () => {
    const { service, space, due } = await aFixture();
    valueOf(await applyDue(service.ports, space, due, now));
    expect(valueOf(await applyDue(service.ports, space, due, now))).toEqual({
      changed: false,
      about: { requests: new Set([requestNo(1)]), volunteers: new Set([volunteerNo(1)]) },
    });
  });
});
