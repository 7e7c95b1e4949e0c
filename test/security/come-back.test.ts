/**
 * A come-back token works once, in its space, for the caller who asked before, while the request is kept. It is accepted as no
 * other token.
 */
import { describe, expect, it } from 'vitest';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import type { PartnerCaller } from '../../shared/app/access/callers.ts';
import { liveKeys } from '../../shared/app/store/keys.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { tokenFor } from '../../shared/app/store/tokens.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { partnerId, type SpaceId } from '../../shared/domain/ids.ts';
import type { Talk } from '../../shared/domain/talk.ts';
import { at, noon } from '../fixtures/domain.ts';
import {
  aService,
  aSpace,
  aVolunteer,
  committed,
  anonymousCaller,
  problemOf,
  stored,
  valueOf,
  type Service,
} from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';

/** Seconds for which an expired request is kept. */
const keptSeconds = 3600;

function partnerOf(name: string, ...spaces: SpaceId[]): PartnerCaller {
  return { kind: 'partner', partner: partnerId.parse(`ptn_${name}0000000`), spaces, rights: ['ask', 'read'], test: false };
}

function asks(service: Service, caller: PartnerCaller | typeof anonymousCaller, space: SpaceId, comeBack?: string) {
  const body = askBody.parse({ ...askingBody, comeBack });
  return { now: (now = noon) => ask(service.ports, { caller, space, key: service.ports.ids.secret(), body }, now) };
}

/** Two spaces, a partner of both, a second partner, and an expired request of the first space. */
async function aFixture() {
  const service = aService();
  const [here, there] = [await aSpace(service, { direct: true, demo: true }), await aSpace(service, { demo: true })];
  for (const space of [here, there]) await aVolunteer(service, space, { subject: 'v' });
  const [mine, other] = [partnerOf('mine', here, there), partnerOf('other', here, there)];
  const { talk } = valueOf(await asks(service, mine, here).now());
  const expired = await expire(service, talk);
  return { service, here, there, mine, other, talk, comeBack: tokenFor(service.ports.crypto, 'come-back', expired.id) };
}

async function expire({ ports, store }: Service, { id }: Talk): Promise<Talk> {
  const before = await stored(store, liveKeys.talk(id), talkRecord);
  const after: Talk = { ...before, state: 'expired', event: 'expired', endedAt: noon, deleteAt: at(keptSeconds) };
  valueOf(await committed(store, [talkRecord.put(ports.ids, after, before)]));
  return after;
}

describe('a come-back token', () => {
  it('keeps the queue time, once', async () => {
    const { service, here, mine, comeBack, talk } = await aFixture();
    expect(valueOf(await asks(service, mine, here, comeBack).now(at(60))).talk.askedAt).toBe(talk.askedAt);
    expect(problemOf(await asks(service, mine, here, comeBack).now(at(60))).code).toBe('unprocessable');
  });

  it('[sec-come-back-1] is worth nothing in another space, for another partner, or for a caller without a partner', async () => {
    const { service, here, there, mine, other, comeBack } = await aFixture();
    for (const wrong of [
      asks(service, mine, there, comeBack),
      asks(service, other, here, comeBack),
      asks(service, anonymousCaller, here, comeBack),
    ])
      expect(problemOf(await wrong.now()).code).toBe('unprocessable');
    expect((await asks(service, mine, here, comeBack).now()).ok).toBe(true);
  });

  it('is worth nothing after the request is deleted, or if the request has not expired', async () => {
    const { service, here, mine, comeBack } = await aFixture();
    expect(problemOf(await asks(service, mine, here, comeBack).now(at(keptSeconds))).code).toBe('unprocessable');
    const { talk } = valueOf(await asks(service, mine, here).now());
    const early = tokenFor(service.ports.crypto, 'come-back', talk.id);
    expect(problemOf(await asks(service, mine, here, early).now()).code).toBe('unprocessable');
  });

  it('is not the seeker’s token of the same request, nor any part of it', async () => {
    const { service, here, mine, talk, comeBack } = await aFixture();
    const seeker = tokenFor(service.ports.crypto, 'seeker', talk.id);
    const swapped = [
      seeker,
      `ecb_${seeker.slice('est_'.length)}`,
      `est_${comeBack.slice('ecb_'.length)}`,
      comeBack.split('.')[0] ?? '',
    ];
    for (const wrong of swapped) expect(problemOf(await asks(service, mine, here, wrong).now()).code).toBe('unprocessable');
  });
});
