import type * as z from 'zod';
import type { FieldError, Problem } from '../../contract/problems.ts';
import type { endpointCreation } from '../../contract/webhook-schemas.ts';
import { endpointId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { endpointUrlFlaws } from '../../domain/outside/endpoint-url.ts';
import type { Endpoint } from '../../domain/webhooks/endpoint.ts';
import { typesFor, type EndpointOwner } from '../../domain/webhooks/event-types.ts';
import { endpointsMax } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { idempotently } from '../resource/idempotently.ts';
import { unprocessable } from '../resource/unprocessable.ts';
import { endpointPrefix, ownerPk } from '../store/keys.ts';
import { jsonObject } from '../store/json.ts';
import { count } from '../store/transact.ts';
import { endpointRecord } from '../store/webhook-records.ts';
import { endpointOr404, managerOf, type Manager } from './access.ts';
import { auditOf } from './audit-of.ts';
import { secretOf } from './endpoint-secrets.ts';
import { endpointViewOf, type EndpointView } from './endpoint-view.ts';
import { eventAbout } from './own-events.ts';
import { deliveryOf, pendingWrites } from './write-delivery.ts';

export interface CreateEndpoint {
  readonly caller: Caller;
  readonly owner: EndpointOwner;
  readonly key: string | undefined;
  readonly body: z.infer<typeof endpointCreation>;
}

export type CreatedEndpointView = EndpointView & { readonly secret: string };

/** What an endpoint is to be: judged fields. */
export type Wanted = Pick<Endpoint, 'url' | 'types'> & Pick<Endpoint, 'spaces'>;

/**
 * Adds an endpoint and sends it the code by which its owner verifies it. The secret is only in this answer and its replays. 401, 403, 404; 422 for a
 * URL to which nothing may be sent, a type or a space that the owner cannot have, or too many endpoints; 422 idempotency-mismatch.
 */
export async function createEndpoint(
  ports: Ports,
  { caller, owner, key, body }: CreateEndpoint,
  now: EpochMs,
): Promise<Result<CreatedEndpointView, Problem>> {
  const who = await managerOf(ports, caller, owner);
  if (!who.ok) return who;
  const wanted = judged(ports, { owner, who: who.value }, body);
  if (!wanted.ok) return wanted;
  const created = await idempotently<Endpoint>(
    ports,
    {
      caller,
      route: 'space' in owner ? 'createSpaceEndpoint' : 'createPartnerEndpoint',
      ...('space' in owner ? { space: owner.space } : {}),
      key,
      payload: jsonObject({ ...owner, ...body }),
      now,
    },
    {
      make: async () => {
        const there = await count(ports, { table: 'home', pk: ownerPk(owner), prefix: endpointPrefix, limit: endpointsMax });
        if (!there.ok) return there;
        if (there.value >= endpointsMax)
          return err(unprocessable('/url', `There are ${endpointsMax} endpoints already. Delete one of them first.`));
        const endpoint: Endpoint = {
          id: endpointId.parse(ports.ids.fresh('ept')),
          rev: '',
          owner,
          ...wanted.value,
          state: 'unverified',
          secrets: [{ n: 1 }],
          createdAt: now,
          ...(who.value.person === undefined ? {} : { createdBy: who.value.person }),
          failures: 0,
        };
        const code = deliveryOf(ports, endpoint, eventAbout(endpoint, 'endpoint.verification', now), now);
        return ok({
          writes: [
            endpointRecord.put(ports.ids, endpoint, undefined),
            ...pendingWrites(ports.ids, endpoint, code),
            ...auditOf(ports.ids, { who: who.value, endpoint, what: 'endpoint-added' }, now),
          ],
          about: endpoint.id,
          value: endpoint,
        });
      },
      again: (about) => endpointOr404(ports, { owner, endpoint: endpointId.parse(about) }),
    },
  );
  if (!created.ok) return created;
  await ports.deliveryQueue.wake(created.value.id);
  return ok({ ...endpointViewOf(ports, created.value), secret: secretOf(ports, created.value, 1) });
}

/** The fields of an endpoint, judged. 422 names each that the owner cannot have. */
export function judged(
  ports: Pick<Ports, 'endpointUrl'>,
  { owner, who }: { readonly owner: EndpointOwner; readonly who: Manager },
  wanted: Wanted,
): Result<Wanted, Problem> {
  const url = ports.endpointUrl(wanted.url);
  const errors: FieldError[] = url.ok ? [] : [{ pointer: '/url', detail: endpointUrlFlaws[url.error] }];
  const allowed = typesFor(owner);
  wanted.types.forEach((type, at) => {
    if (!allowed.includes(type)) errors.push({ pointer: `/types/${at}`, detail: `Choose among: ${allowed.join(', ')}.` });
  });
  if (who.spaces === undefined && wanted.spaces !== undefined)
    errors.push({ pointer: '/spaces', detail: 'Leave this out: an endpoint of a space is told of this space.' });
  const spaces = who.spaces && [...new Set(wanted.spaces ?? who.spaces)];
  spaces?.forEach((space, at) => {
    if (who.spaces?.includes(space) === false)
      errors.push({ pointer: `/spaces/${at}`, detail: 'Choose among the spaces of the partner, or of the key.' });
  });
  if (!url.ok || errors.length > 0) return err({ code: 'unprocessable', errors });
  return ok({ url: url.value.href, types: [...new Set(wanted.types)], ...(spaces === undefined ? {} : { spaces }) });
}
