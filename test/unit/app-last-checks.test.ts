/** What is checked again at the write, so that a change between the read and the write is noticed. */
import { describe, expect, it } from 'vitest';
import { applyDue } from '../../shared/app/matching/apply-due.ts';
import { acceptInvitation } from '../../shared/app/me/accept-invitation.ts';
import { volunteerOf } from '../../shared/app/volunteers/volunteer-of.ts';
import { acceptMyOffer } from '../../shared/app/offers/answer.ts';
import { blockRecord } from '../../shared/app/store/home-records.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { seatRecord, talkRecord } from '../../shared/app/store/live-records.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { conversationOf, type SpaceId } from '../../shared/domain/ids.ts';
import { aSeat, aTalk, anOffer, at, noon, offerNo, requestNo, volunteerNo } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  overtakenBy,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';

describe('an accept', () => {
  it('[bug-accept-block] is refused if the pair was blocked between the read and the write', async () => {
    const service = aService();
    const { ports, store } = service;
    const space = await aSpace(service);
    const { id: volunteer } = (await aVolunteer(service, space, { subject: 'me' })).view;
    const { talk, seat } = anOffer(aTalk({ space, subject: 'seeker' }), aSeat({ space, volunteer }));
    const both = [talkRecord.put(ports.ids, talk, undefined), seatRecord.put(ports.ids, seat, undefined)];
    valueOf(await committed(store, both));
    const block = { rev: '', space, subject: 'seeker', volunteer, at: noon, by: 'seeker' } as const;
    service.ahead.push(overtakenBy(() => store.commit([blockRecord.overwrite(ports.ids, block)])));
    const command = { caller: service.person('me'), space, offer: offerNo(1) };
    expect(problemOf(await acceptMyOffer(ports, command, at(1))).code).toBe('offer-gone');
    expect(await stored(store, liveKeys.talk(talk.id), talkRecord)).toMatchObject({ state: 'waiting', offers: [] });
  });
});

describe('an invitation', () => {
  const invited = async (service: Service, space: SpaceId) => {
    const { id, invitation } = (await aVolunteer(service, space)).view;
    return { id, code: invitation?.code ?? '' };
  };

  it('[bug-membership] makes one person one volunteer, even if the person accepts two invitations at once', async () => {
    const service = aService();
    const space = await aSpace(service);
    const [first, second] = [await invited(service, space), await invited(service, space)];
    const accept = (code: string) => acceptInvitation(service.ports, { caller: service.person('me'), code }, noon);
    service.ahead.push(overtakenBy(() => accept(first.code)));
    expect(problemOf(await accept(second.code)).code).toBe('unprocessable');
    expect(valueOf(await volunteerOf(service.ports, service.person('me'), space)).volunteer.id).toBe(first.id);
  });
});

describe('what the index shows as due', () => {
  const aFixture = async (parts: Parameters<typeof aTalk>[0]) => {
    const service = aService();
    const id = await aSpace(service);
    const talk = aTalk({ space: id, ...parts });
    const writes = [
      talkRecord.put(service.ports.ids, talk, undefined),
      seatRecord.put(service.ports.ids, aSeat({ space: id }), undefined),
    ];
    valueOf(await committed(service.store, writes));
    const space = valueOf(await spaceOr404(service.ports, id));
    const state = async () => (await stored(service.store, liveKeys.talk(talk.id), talkRecord)).state;
    return { service, space, state };
  };

  it('[bug-prolonged-talk] is not ended if the talk was prolonged meanwhile', async () => {
    const [request, volunteer] = [requestNo(1), volunteerNo(1)];
    const match = {
      conversation: conversationOf(request, 1),
      n: 1,
      offer: offerNo(1),
      volunteer,
      at: noon,
      reasons: [],
      endsBy: at(3600),
    };
    const { service, space, state } = await aFixture({ state: 'matched', match });
    expect(valueOf(await applyDue(service.ports, space, { kind: 'talk', request }, at(1800))).changed).toBe(false);
    expect(await state()).toBe('matched');
    expect(valueOf(await applyDue(service.ports, space, { kind: 'talk', request }, at(3600))).changed).toBe(true);
  });

  it('[bug-longer-request] does not expire if the request got more time meanwhile', async () => {
    const { service, space, state } = await aFixture({ expiresAt: at(3600) });
    const due = { kind: 'expire', request: requestNo(1) } as const;
    expect(valueOf(await applyDue(service.ports, space, due, at(1800))).changed).toBe(false);
    expect(await state()).toBe('waiting');
    expect(valueOf(await applyDue(service.ports, space, due, at(3600))).changed).toBe(true);
  });
});
