/** How requests end that an edit has stranded: at once, in the background, and kindly. */
import { describe, expect, it } from 'vitest';
import { narrowingsPk } from '../../shared/app/store/keys.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { askBody } from '../../shared/contract/talk-requests.ts';
import { strandedSearchSeconds, strandedSlipSeconds } from '../../shared/domain/stranding-limits.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { at, noon } from '../fixtures/domain.ts';
import { disruption, problemOf, valueOf } from '../fixtures/service.ts';
import { aFixture, deleteVera, editTheSpace, editVera, reconciled, stateOf, waits } from '../fixtures/stranding.ts';
import { askingBody } from '../world/bodies.ts';
import { partnerOf } from '../world/people.ts';

describe('the end of stranded requests', () => {
  it('[bug-stranded-background] goes on in the background when the time of the call is over', async () => {
    const fixture = await aFixture();
    const { service } = fixture;
    await waits(fixture, ...Array.from({ length: 300 }, (_, n) => ({ n: n + 1 })));
    expect(problemOf(await editVera({ status: 'suspended' })(fixture))).toMatchObject({ members: { stranded: 300 } });
    let left = 20;
    const ports: Ports = { ...service.ports, mayGoOn: () => (left -= 1) >= 0 };
    valueOf(await editVera({ status: 'suspended' })(fixture, { endStranded: true, ports }));
    expect(await stateOf(fixture, 1)).toBe('expired, space changed');
    expect(await stateOf(fixture, 300)).toBe('waiting');
    expect((await reconciled(fixture, at(60))).stranded).toBe(280);
    expect(await stateOf(fixture, 300)).toBe('expired, space changed');
  });

  it('[bug-stranded-found-later] finds a request of a call that read the old settings, also after an edit that stranded none', async () => {
    const fixture = await aFixture();
    valueOf(await editVera({ status: 'suspended' })(fixture));
    const times = [at(-5), at(strandedSlipSeconds), at(strandedSlipSeconds + 1)];
    await waits(fixture, ...times.map((askedAt, n) => ({ n: n + 1, askedAt })));
    expect((await reconciled(fixture, at(61))).stranded).toBe(2);
    expect([await stateOf(fixture, 1), await stateOf(fixture, 2), await stateOf(fixture, 3)]).toEqual([
      'expired, space changed',
      'expired, space changed',
      'waiting',
    ]);
  });

  it('[bug-spared] spares a request that no volunteer could serve before the edit either', async () => {
    const fixture = await aFixture();
    await waits(fixture, {}, { n: 2, criteria: { languages: ['fr'] } });
    expect(problemOf(await deleteVera(fixture))).toMatchObject({ members: { stranded: 1 } });
    valueOf(await deleteVera(fixture, { endStranded: true }));
    await reconciled(fixture, at(60));
    expect([await stateOf(fixture, 1), await stateOf(fixture, 2)]).toEqual(['expired, space changed', 'waiting']);
  });

  it('ends none if a volunteer can serve again before the background comes to it', async () => {
    const fixture = await aFixture();
    await waits(fixture, {});
    const ports: Ports = { ...fixture.service.ports, mayGoOn: () => false };
    valueOf(await editVera({ status: 'suspended' })(fixture, { endStranded: true, ports }));
    valueOf(await editVera({ status: 'active' })(fixture));
    await reconciled(fixture, at(60));
    expect(await stateOf(fixture)).toBe('waiting');
  });

  it('is forgotten after some minutes, and only then', async () => {
    const fixture = await aFixture();
    const edits = () => fixture.service.store.dump().filter(({ key }) => key.pk === narrowingsPk).length;
    valueOf(await editVera({ status: 'suspended' })(fixture));
    await reconciled(fixture, at(strandedSearchSeconds - 1));
    expect(edits()).toBe(1);
    await reconciled(fixture, at(strandedSearchSeconds));
    expect(edits()).toBe(0);
  });

  it('comes in the background also if the answer of the store to the edit was lost', async () => {
    const fixture = await aFixture();
    await waits(fixture, {});
    fixture.service.ahead.push(disruption.unknownDone);
    valueOf(await editTheSpace({ channels: ['voice'] })(fixture, { endStranded: true }));
    await reconciled(fixture, at(60));
    expect(await stateOf(fixture)).toBe('expired, space changed');
  });

  it('lets the seeker come back with the old queue time, once a volunteer can serve', async () => {
    const fixture = await aFixture();
    const { service, space } = fixture;
    const asking = (key: string, parts: object, now: EpochMs) =>
      ask(service.ports, { caller: partnerOf(space), space, key, body: askBody.parse({ ...askingBody, ...parts }) }, now);
    const made = valueOf(await asking('first', {}, noon)).talk;
    valueOf(await editVera({ channels: ['voice'] })(fixture, { endStranded: true, now: at(30) }));
    const seeker = { caller: { kind: 'seeker', request: made.id }, space, request: made.id } as const;
    const { comeBack } = valueOf(await showRequest(service.ports, seeker, at(31))).view;
    expect(problemOf(await asking('second', { comeBack }, at(40))).code).toBe('nobody-could-serve');
    const back = valueOf(await asking('third', { comeBack, channel: 'voice' }, at(50))).talk;
    expect(back.askedAt).toBe(made.askedAt);
  });
});
