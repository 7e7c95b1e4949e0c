/** What an erasure says of the messages that webhook endpoints got. */
import { describe, expect, it } from 'vitest';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { deleteEndpoint } from '../../shared/app/webhooks/change-endpoint.ts';
import { createEndpoint } from '../../shared/app/webhooks/create-endpoint.ts';
import { talkRecord } from '../../shared/app/store/live-records.ts';
import { reportId } from '../../shared/domain/ids.ts';
import type { WantedEventType } from '../../shared/domain/webhooks/event-types.ts';
import { aTalk, noon } from '../fixtures/domain.ts';
import { valueOf } from '../fixtures/service.ts';
import { aWebhookWorld } from '../fixtures/webhooks.ts';

type World = Awaited<ReturnType<typeof aWebhookWorld>>;

/** The kinds of data that stay after the erasure of a request of the partner. */
async function keptAfterErasure({ ports, partner }: World, parts: Parameters<typeof aTalk>[0] = {}) {
  const talk = aTalk({ space: partner.space, partner: partner.partner, ...parts });
  expect((await ports.store.commit([talkRecord.put(ports.ids, talk, undefined)])).ok).toBe(true);
  const { receipt } = valueOf(
    await eraseRequest(ports, { caller: partner.caller, space: partner.space, request: talk.id }, noon),
  );
  return receipt.kept;
}

describe('the receipt of an erasure', () => {
  it('[bug-erasure-deliveries] names what the endpoints of the partner were told', async () => {
    expect(await keptAfterErasure(await aWebhookWorld())).toContain('deliveries');
  });

  it('does not name it if no endpoint could be told', async () => {
    const world = await aWebhookWorld();
    valueOf(await deleteEndpoint(world.ports, world.of, noon));
    expect(await keptAfterErasure(world)).not.toContain('deliveries');
  });

  it('names what the endpoints of the space were told of a case', async () => {
    const world = await aWebhookWorld();
    valueOf(await deleteEndpoint(world.ports, world.of, noon));
    const { space } = world.partner;
    const types: WantedEventType[] = ['report.raised'];
    const caller = world.world.service.person('coordinator');
    const body = { url: 'https://hooks.space.example/', types };
    valueOf(await createEndpoint(world.ports, { caller, owner: { space }, key: undefined, body }, noon));
    expect(await keptAfterErasure(world)).not.toContain('deliveries');
    expect(await keptAfterErasure(world, { n: 2, reports: [reportId.parse('rpt_12345678')] })).toContain('deliveries');
  });
});
