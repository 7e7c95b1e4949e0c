/** Volunteers who leave, are deleted, are invited again, or get another login. */
import { describe, expect, it } from 'vitest';
import { listReports } from '../../shared/app/cases/reports.ts';
import { endConversation } from '../../shared/app/conversations/end.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { acceptInvitation } from '../../shared/app/me/accept-invitation.ts';
import { leaveSpace } from '../../shared/app/me/leave-space.ts';
import { reportRecord } from '../../shared/app/store/home-records.ts';
import { homeKeys, liveKeys, roomOf } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { deleteVolunteer } from '../../shared/app/volunteers/delete-volunteer.ts';
import { inviteAgain } from '../../shared/app/volunteers/invite-again.ts';
import { forgetLeavers } from '../../shared/app/volunteers/remove-volunteer.ts';
import { volunteerOf } from '../../shared/app/volunteers/volunteer-of.ts';
import { volunteerRoutes } from '../../shared/contract/volunteers.ts';
import { conversationOf, type SpaceId, type VolunteerId } from '../../shared/domain/ids.ts';
import { formerLoginSeconds } from '../../shared/domain/case-limits.ts';
import { spaceLimits } from '../../shared/domain/limits.ts';
import { spoil } from '../fixtures/spoiled.ts';
import { aTalk, at, noon, offerNo, requestNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  disruption,
  editOf,
  expectConforms,
  isOn,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

interface Fixture {
  readonly service: Service;
  readonly space: SpaceId;
  readonly volunteer: VolunteerId;
}

async function aMember(): Promise<Fixture> {
  const service = aService();
  const space = await aSpace(service, { demo: true });
  const { id: volunteer } = (await aVolunteer(service, space, { subject: 'listener' })).view;
  return { service, space, volunteer };
}

/** Request 2 waits with an offer to the volunteer, who also talks with request 1. */
async function talks({ service, space, volunteer }: Fixture): Promise<void> {
  const request = requestNo(1);
  const conversation = conversationOf(request, 1);
  const match = { conversation, n: 1, offer: offerNo(9), volunteer, at: noon, reasons: [], endsBy: at(7200) };
  const talk = aTalk({ n: 1, space, state: 'matched', match });
  valueOf(await committed(service.store, [talkRecord.put(service.ports.ids, talk, undefined)]));
  const open = [{ request, conversation, at: noon }];
  await isOn(service, { space, volunteer, talks: open, capacity: 2, facts: { capacityMax: 2 } }, [aTalk({ n: 2, space })]);
}

const leave = ({ service, space }: Fixture, sub = 'listener') =>
  leaveSpace(service.ports, { caller: service.person(sub), space }, noon);
const remove = ({ service, space, volunteer }: Fixture) =>
  deleteVolunteer(service.ports, { caller: service.person('coordinator'), space, volunteer }, noon);
const again = ({ service, space, volunteer }: Fixture) =>
  inviteAgain(service.ports, { caller: service.person('coordinator'), space, volunteer }, noon);
const accept = ({ service }: Fixture, sub: string, code: string) =>
  acceptInvitation(service.ports, { caller: service.person(sub), code }, noon);
const isMember = async ({ service, space }: Fixture, sub: string) =>
  (await volunteerOf(service.ports, service.person(sub), space)).ok;
/** The keys of everything that mentions the volunteer or the login. */
const traces = ({ service, volunteer }: Fixture, sub = 'listener') =>
  service.store
    .dump()
    .filter((item) => [volunteer, service.person(sub).subject].some((one) => JSON.stringify(item).includes(one)))
    .map(({ key }) => key.pk.split('#')[0])
    .toSorted();
const seatOf = ({ service, space, volunteer }: Fixture) => stored(service.store, liveKeys.seat(space, volunteer), seatRecord);

describe('[bug-leaving-wakes] a volunteer who holds an offer and leaves', () => {
  it('wakes the matcher for the request', async () => {
    const member = await aMember();
    await talks(member);
    const { wakes } = member.service;
    const before = wakes.pending.length;
    valueOf(await leave(member));
    expect(wakes.pending.slice(before).map(({ room }) => room)).toContain(roomOf(member.space));
  });
});

describe('a volunteer', () => {
  it.each([
    ['leaves', leave],
    ['is deleted by a coordinator', remove],
  ] as const)('[bug-leaving] who %s is forgotten at once without an open talk, also after an unknown outcome', async (_, go) => {
    const fixture = await aMember();
    const { service, space, volunteer } = fixture;
    await aVolunteer(service, space, { subject: 'another' });
    await isOn(service, { space, volunteer }, [aTalk({ n: 2, space })]);
    service.ahead.push(disruption.unknownDone);
    const view = valueOf(await go(fixture));
    expectConforms(volunteerRoutes.leaveSpace.answers[202], view);
    expect(view.receipt).toMatchObject({ volunteer, deleted: true });
    expect(await isMember(fixture, 'listener')).toBe(false);
    const offered = await stored(service.store, liveKeys.talk(requestNo(2)), talkRecord);
    expect([offered.state, offered.offers]).toEqual(['waiting', []]);
    expect(new Set(traces(fixture))).toEqual(new Set(['AUDIT', 'FORMER', 'IDEMPOTENCY']));
    expect(problemOf(await go(fixture)).code).toBe('not-found');
  });

  it('[bug-leaving-talk] who leaves during a talk goes off, can end the talk, and is forgotten after it', async () => {
    const fixture = await aMember();
    const { service, space, volunteer } = fixture;
    await talks(fixture);
    expect(valueOf(await leave(fixture)).receipt.deleted).toBe(false);
    const seat = await seatOf(fixture);
    expect([seat.on, seat.offers, seat.talks.length]).toEqual(['off', [], 1]);
    expect(valueOf(await forgetLeavers(service.ports, noon))).toBe(0);
    expect(problemOf(await editOf(service, { space, volunteer }, { status: 'active' })).code).toBe('unprocessable');
    expect(problemOf(await again(fixture)).code).toBe('already-over');
    expect(valueOf(await leave(fixture)).receipt.deleted).toBe(false);
    const conversation = conversationOf(requestNo(1), 1);
    const ending = { caller: service.person('listener'), space, conversation, heavy: false };
    valueOf(await endConversation(service.ports, ending, at(60)));
    expect(valueOf(await forgetLeavers(service.ports, at(120)))).toBe(1);
    expect(valueOf(await forgetLeavers(service.ports, at(180)))).toBe(0);
    expect(await isMember(fixture, 'listener')).toBe(false);
    expect(traces(fixture)).not.toContain('SEAT');
  });

  it('[bug-leaver-unread-talk] who leaves during a talk that can no longer be read is forgotten when the longest talk is over', async () => {
    const fixture = await aMember();
    await talks(fixture);
    valueOf(await leave(fixture));
    await spoil(fixture.service.store, liveKeys.talk(requestNo(1)));
    const longest = spaceLimits.talkSecondsMax.default;
    expect(valueOf(await forgetLeavers(fixture.service.ports, at(longest - 1)))).toBe(0);
    expect(valueOf(await forgetLeavers(fixture.service.ports, at(longest)))).toBe(1);
    expect(traces(fixture)).not.toContain('SEAT');
    expect(await isMember(fixture, 'listener')).toBe(false);
  });

  it('[bug-leaver-unread-seat] whose seat can no longer be read is forgotten when no talk can be left', async () => {
    const fixture = await aMember();
    await talks(fixture);
    valueOf(await leave(fixture));
    await spoil(fixture.service.store, liveKeys.seat(fixture.space, fixture.volunteer));
    expect(valueOf(await forgetLeavers(fixture.service.ports, at(formerLoginSeconds - 1)))).toBe(0);
    expect(valueOf(await forgetLeavers(fixture.service.ports, at(formerLoginSeconds)))).toBe(1);
    expect(traces(fixture)).not.toContain('SEAT');
  });

  it('[bug-invited-again] who is invited again gets a new code, and the old one stops working', async () => {
    const fixture = await aMember();
    const { service, space } = fixture;
    const { view } = await aVolunteer(service, space);
    const which = { ...fixture, volunteer: view.id };
    const codes = [view.invitation?.code ?? '', valueOf(await again(which)).code, valueOf(await again(which)).code];
    expect(new Set(codes).size).toBe(3);
    for (const code of codes.slice(0, 2)) expect(problemOf(await accept(which, 'new', code)).code).toBe('not-found');
    expect(valueOf(await accept(which, 'new', codes[2] ?? ''))).toMatchObject({ id: view.id, status: 'active' });
  });

  it('[bug-unused-invitation] a code that was never used stops working when a coordinator names another login', async () => {
    const fixture = await aMember();
    const { service, space } = fixture;
    const { view } = await aVolunteer(service, space);
    valueOf(await editOf(service, { space, volunteer: view.id }, { subject: 'named' }));
    expect(problemOf(await accept(fixture, 'holder', view.invitation?.code ?? '')).code).toBe('not-found');
    expect(await isMember(fixture, 'named')).toBe(true);
  });

  it.each(['by an edit', 'by a new invitation'] as const)(
    '[bug-login-changed] who gets another login %s goes off, the old login has no access any more, and a talk goes on',
    async (how) => {
      const fixture = await aMember();
      const { service, space, volunteer } = fixture;
      await talks(fixture);
      const edit = (subject: string) => editOf(service, { space, volunteer }, { subject });
      await aVolunteer(service, space, { subject: 'other' });
      expect(problemOf(await edit('other'))).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/subject' }] });
      valueOf(await edit('listener'));
      expect((await seatOf(fixture)).on).toBe('on');
      if (how === 'by an edit') valueOf(await edit('listener-2'));
      else valueOf(await accept(fixture, 'listener-2', valueOf(await again(fixture)).code));
      expect([await isMember(fixture, 'listener'), await isMember(fixture, 'listener-2')]).toEqual([false, true]);
      const seat = await seatOf(fixture);
      expect([seat.on, seat.offers, seat.talks.length]).toEqual(['off', [], 1]);
      const conversation = conversationOf(requestNo(1), 1);
      const ending = { caller: service.person('listener-2'), space, conversation, heavy: false };
      valueOf(await endConversation(service.ports, ending, at(60)));
    },
  );

  it('[sec-app-cases-3] who was reported after leaving, or after a change of the login, does not see the report as a coordinator', async () => {
    for (const leaves of [true, false]) {
      const service = aService();
      const space = await aSpace(service, { demo: true });
      const { id: volunteer } = (await aVolunteer(service, space, { subject: 'coordinator' })).view;
      const fixture = { service, space, volunteer };
      await talks(fixture);
      const conversation = conversationOf(requestNo(1), 1);
      const seeker = { kind: 'seeker', request: requestNo(1) } as const;
      valueOf(await endConversation(service.ports, { caller: seeker, space, conversation, heavy: false }, at(60)));
      if (leaves) valueOf(await leave(fixture, 'coordinator'));
      else valueOf(await editOf(service, { space, volunteer }, { subject: 'second-login' }));
      const body = { category: 'threat', block: false } as const;
      const { id } = valueOf(
        await reportOther(service.ports, { caller: seeker, space, conversation, key: undefined, body }, at(90)),
      );
      const caller = service.person('coordinator');
      expect(valueOf(await listReports(service.ports, { caller, space, limit: 10 }, at(90))).items).toEqual([]);
      const { persons } = await stored(service.store, homeKeys.report(space, id), reportRecord);
      expect(persons).toContain(caller.subject);
    }
  });
});
