/** The come-back token of a request that expired: shown until it is used. */
import { describe, expect, it } from 'vitest';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { identify } from '../../shared/app/talk-requests/new-request.ts';
import { spaceOr404 } from '../../shared/app/store/load-space.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { aTalk, at, noon, requestNo } from '../fixtures/domain.ts';
import { aService, aSpace, aVolunteer, committed, problemOf, valueOf } from '../fixtures/service.ts';
import { askingBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

describe('a come-back token', () => {
  it('[bug-token-shown] is shown and works until a request has used it, and that request keeps the queue time', async () => {
    const service = aService();
    const { ports } = service;
    const id = await aSpace(service, { demo: true });
    await aVolunteer(service, id, { subject: 'listener' });
    const caller = partnerOf(id);
    const { caller: asked } = identify(
      ports.crypto,
      { caller, key: 'any', body: askBody.parse(askingBody) },
      valueOf(await spaceOr404(ports, id)),
    );
    const expired = aTalk({
      space: id,
      caller: asked,
      partner: caller.partner,
      state: 'expired',
      askedAt: at(-3600),
      endedAt: noon,
    });
    valueOf(await committed(service.store, [talkRecord.put(ports.ids, expired, undefined)]));
    const shown = async () => valueOf(await showRequest(ports, { caller, space: id, request: requestNo(1) }, noon)).view.comeBack;
    const comeBack = await shown();
    expect(comeBack).toMatch(/^ecb_/u);
    const again = (key: string) => ask(ports, { caller, space: id, key, body: askBody.parse({ ...askingBody, comeBack }) }, noon);
    expect(valueOf(await again('first')).talk.askedAt).toBe(at(-3600));
    expect(await shown()).toBeUndefined();
    expect(problemOf(await again('second'))).toMatchObject({ code: 'unprocessable', errors: [{ pointer: '/comeBack' }] });
    expect(valueOf(await again('first')).talk.askedAt).toBe(at(-3600));
  });
});
