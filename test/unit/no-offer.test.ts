/** Why no offer comes to a volunteer: each reason, when it ends, and what a volunteer must not learn. */
import { describe, expect, it } from 'vitest';
import { heldBackBy, mayBeAsked, unservedBy } from '../../shared/domain/no-offer.ts';
import { limits, type Space } from '../../shared/domain/space.ts';
import { toIso } from '../../shared/domain/time.ts';
import { factsOf } from '../../shared/domain/volunteer.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { showAvailability } from '../../shared/app/availability/explain-availability.ts';
import { explainedAvailability } from '../../shared/contract/availability.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { volunteerOr404 } from '../../shared/app/volunteers/load-volunteer.ts';
import { anOffer, aBusySeat, aSeat, aTalk, at, noon, today, type SeatParts, type TalkParts } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, expectConforms, problemOf, stored, valueOf } from '../fixtures/service.ts';

/** The volunteer and the space as a service has them, and a seat that holds what the test says. */
async function placed(seatParts: SeatParts | undefined, parts: Partial<Space> = {}) {
  const service = aService();
  const id = await aSpace(service, { demo: true });
  const added = await aVolunteer(service, id, { subject: 'vera' });
  const member = valueOf(await volunteerOr404(service.ports, { space: id, volunteer: added.view.id }));
  const space = { ...member.space, ...parts };
  const seat = seatParts === undefined ? undefined : { ...aSeat(seatParts), facts: factsOf(member.volunteer, space) };
  return { volunteer: member.volunteer, space, seat };
}

const short = limits.parse({ talksPerDay: 2, probationTalks: 3 });
const closedUntilNine = { weekly: [{ day: 'tuesday' as const, from: '09:00', to: '12:00' }] };

describe('what keeps every offer from a volunteer', () => {
  it.for<[string, SeatParts | undefined, Partial<Space>, readonly object[]]>([
    ['nothing', {}, {}, []],
    ['never on', undefined, {}, [{ reason: 'off' }]],
    ['off', { on: 'off' }, {}, [{ reason: 'off' }]],
    ['draining', { on: 'draining', talks: aBusySeat().talks }, {}, [{ reason: 'draining' }, { reason: 'at-capacity' }]],
    ['a lease that has ended', { leaseExpiresAt: at(-1) }, {}, [{ reason: 'lease-lapsed' }]],
    ['a talk', { talks: aBusySeat().talks }, {}, [{ reason: 'at-capacity' }]],
    ['a rest', { restUntil: at(90) }, {}, [{ reason: 'resting', until: at(90) }]],
    ['a lapsed offer', { backOffUntil: at(30) }, {}, [{ reason: 'resting', until: at(30) }]],
    [
      'the cap of the day',
      { day: { date: today, talks: 2 }, talksEnded: 9 },
      { limits: short },
      [{ reason: 'day-cap-reached', until: at(43_200) }],
    ],
    ['probation without duty', {}, { limits: short, duty: { weekly: [] } }, [{ reason: 'on-probation' }]],
    ['probation with duty', {}, { limits: short, duty: { always: true } }, []],
    ['closed hours', {}, { hours: closedUntilNine }, [{ reason: 'space-closed', what: 'outside-hours', until: at(75_600) }]],
    ['an offer that is open', { offers: anOffer(aTalk(), aSeat()).seat.offers, restUntil: at(90) }, {}, [{ reason: 'offered' }]],
    ['a missing credential', {}, { credentialsRequired: ['check'] }, [{ reason: 'credential-missing', what: 'check' }]],
  ])('%s', async ([, seat, space, reasons]) => {
    const found = heldBackBy(await placed(seat, space), noon);
    expect(found).toEqual(reasons);
  });

  it.for([
    ['resting', true],
    ['day-cap-reached', true],
    ['at-capacity', true],
    ['space-closed', true],
    ['off', false],
    ['draining', false],
    ['lease-lapsed', false],
    ['on-probation', false],
    ['credential-expired', false],
  ] as const)('%s: asking for the next request is allowed: %s', ([reason, allowed]) => {
    expect(mayBeAsked([{ reason }])).toBe(allowed);
  });
});

describe('why none of the waiting requests comes', () => {
  const welsh = { criteria: { languages: ['cy'] } };
  it.for<[string, readonly TalkParts[], readonly string[]]>([
    ['none waits', [], ['no-request-waits']],
    ['all ask for another language', [welsh, welsh], ['no-shared-language']],
    ['each lacks something else', [welsh, { criteria: { role: 'mentor' } }], ['no-shared-language', 'other-role']],
    ['one would fit', [welsh, {}], ['for-others']],
  ])('%s', ([, talks, codes]) => {
    const waiting = talks.map((parts, at) => aTalk({ n: at + 1, ...parts }));
    expect(unservedBy(aSeat(), waiting).map(({ reason }) => reason)).toEqual(codes);
  });

  it('[bug-block-told] never says that a seeker keeps the volunteer away', () => {
    const away = aTalk({ excludedVolunteers: [{ volunteer: aSeat().volunteer, until: null }] });
    expect(unservedBy(aSeat(), [away])).toEqual(unservedBy(aSeat(), [aTalk()]));
  });
});

describe('the reasons reach the volunteer', () => {
  async function vera(seatParts: SeatParts, talks: readonly TalkParts[]) {
    const service = aService();
    const space = await aSpace(service, { demo: true });
    const added = await aVolunteer(service, space, { subject: 'vera' });
    const seat = aSeat({ ...seatParts, space, volunteer: added.view.id });
    const { ports, store } = service;
    const waiting = talks.map((parts, n) => talkRecord.put(ports.ids, aTalk({ n: n + 1, space, ...parts }), undefined));
    valueOf(await committed(store, [seatRecord.put(ports.ids, seat, undefined), ...waiting]));
    const command = { caller: service.person('vera'), space };
    return {
      service,
      space,
      volunteer: added.view.id,
      shown: async () => valueOf(await showAvailability(ports, command, noon)),
      next: () => nextOffer(ports, command, noon),
    };
  }

  it('in a rest, with the time at which it ends', async () => {
    const { shown, next } = await vera({ restUntil: at(90) }, [{}]);
    const resting = { reason: 'resting', until: toIso(at(90)) };
    expect(valueOf(await next())).toMatchObject({ offer: undefined, reasons: [resting], leaseExpiresAt: toIso(at(120)) });
    expectConforms(explainedAvailability, await shown());
    expect(await shown()).toMatchObject({
      state: 'on',
      restUntil: toIso(at(90)),
      reasons: [resting],
      talksToday: 0,
      talksPerDay: 8,
    });
  });

  it('where every seeker asks for another language; without seekers next has no reason', async () => {
    const other = await vera({}, [{ criteria: { languages: ['cy'] } }]);
    expect(valueOf(await other.next()).reasons).toEqual([{ reason: 'no-shared-language' }]);
    expect((await other.shown()).reasons).toEqual([{ reason: 'no-shared-language' }]);
    const alone = await vera({}, []);
    expect(valueOf(await alone.next())).toMatchObject({ offer: undefined, reasons: [] });
    expect((await alone.shown()).reasons).toEqual([{ reason: 'no-request-waits' }]);
  });

  it('off, as a refusal', async () => {
    const { next } = await vera({ on: 'off' }, [{}]);
    expect(problemOf(await next())).toEqual({ code: 'not-eligible', members: { reasons: [{ reason: 'off' }] } });
  });

  it('[bug-look-renews] and reading them extends the lease', async () => {
    const { service, space, volunteer, shown } = await vera({ leaseExpiresAt: at(10) }, []);
    const limitSeconds = valueOf(await spaceOr404(service.ports, space)).limits.presenceLeaseSeconds;
    expect((await shown()).leaseExpiresAt).toBe(toIso(at(limitSeconds)));
    expect(await stored(service.store, liveKeys.seat(space, volunteer), seatRecord)).toMatchObject({
      leaseExpiresAt: at(limitSeconds),
    });
  });
});
