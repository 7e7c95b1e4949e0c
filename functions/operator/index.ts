/** What operators call: spaces, their coordinators, partners and keys. */
import { keyCreation, partnerCreation } from '../../shared/contract/partners.ts';
import { pageQuery } from '../../shared/contract/common.ts';
import { spaceCreation } from '../../shared/contract/spaces.ts';
import { pathParameters } from '../../shared/contract/path-parameters.ts';
import { keyId, partnerId, spaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { addCoordinator, removeCoordinator } from '../../shared/app/operations/coordinators.ts';
import { createKey } from '../../shared/app/operations/create-key.ts';
import { createPartner } from '../../shared/app/operations/create-partner.ts';
import { listKeys } from '../../shared/app/operations/list-keys.ts';
import { revokeKey } from '../../shared/app/operations/revoke-key.ts';
import { createSpace } from '../../shared/app/spaces/create-space.ts';
import { api } from '../http/api.ts';
import { shown, silent } from '../http/outcomes.ts';
import { bind, nothing } from '../http/route.ts';

const ofSpace = { space: spaceId, sub: pathParameters.sub };
const ofPartner = { partner: partnerId };

export const handler = api([
  bind('createSpace', { ...nothing, body: spaceCreation }, async (call) => {
    const made = await createSpace(call.ports, call, call.now);
    return made.ok ? ok({ body: made.value.page, etag: made.value.etag, location: `/v1/spaces/${made.value.page.id}` }) : made;
  }),
  bind('addCoordinator', { ...nothing, params: ofSpace }, async ({ ports, now, caller, params }) =>
    shown(await addCoordinator(ports, { caller, ...params }, now)),
  ),
  bind('removeCoordinator', { ...nothing, params: ofSpace }, async ({ ports, now, caller, params }) =>
    silent(await removeCoordinator(ports, { caller, ...params }, now)),
  ),
  bind('createPartner', { ...nothing, body: partnerCreation }, async (call) =>
    shown(await createPartner(call.ports, call, call.now)),
  ),
  bind('createKey', { ...nothing, params: ofPartner, body: keyCreation.optional() }, async (call) =>
    shown(await createKey(call.ports, { ...call, ...call.params }, call.now)),
  ),
  bind('listKeys', { ...nothing, params: ofPartner, query: pageQuery }, async ({ ports, caller, params, query }) =>
    shown(await listKeys(ports, { caller, ...params, ...query })),
  ),
  bind('revokeKey', { ...nothing, params: { ...ofPartner, key: keyId } }, async ({ ports, now, caller, params }) =>
    silent(await revokeKey(ports, { caller, partner: params.partner, id: params.key }, now)),
  ),
]);
