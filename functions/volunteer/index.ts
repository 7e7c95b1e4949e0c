/** What volunteers call: who they are, whether they are available, their offers. */
import { availabilityBody } from '../../shared/contract/availability.ts';
import { meBody } from '../../shared/contract/volunteers.ts';
import { pathParameters } from '../../shared/contract/path-parameters.ts';
import { offerId, spaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { setAvailability } from '../../shared/app/availability/set-availability.ts';
import { acceptInvitation } from '../../shared/app/members/accept-invitation.ts';
import { editMe } from '../../shared/app/members/edit-me.ts';
import { me } from '../../shared/app/members/me.ts';
import { acceptMyOffer, declineMyOffer } from '../../shared/app/offers/answer.ts';
import { listMyConversations } from '../../shared/app/offers/list-offers.ts';
import { nextOffer } from '../../shared/app/offers/next-offer.ts';
import { api } from '../http/api.ts';
import { shown, silent } from '../http/outcomes.ts';
import { bind, nothing } from '../http/route.ts';

const ofSpace = { ...nothing, params: { space: spaceId } };
const ofOffer = { ...nothing, params: { space: spaceId, offer: offerId } };

export const handler = api([
  bind('me', nothing, async ({ ports, now, caller }) => shown(await me(ports, { caller }, now))),
  bind('acceptInvitation', { ...nothing, params: { code: pathParameters.code } }, async ({ ports, now, caller, params }) =>
    shown(await acceptInvitation(ports, { caller, ...params }, now)),
  ),
  bind('setAvailability', { ...ofSpace, body: availabilityBody }, async ({ ports, now, caller, params, body, key }) =>
    shown(await setAvailability(ports, { caller, ...params, body, ...(key === undefined ? {} : { key }) }, now)),
  ),
  bind('nextOffer', ofSpace, async ({ ports, now, caller, params }) => {
    const offer = await nextOffer(ports, { caller, ...params }, now);
    if (!offer.ok) return offer;
    return ok(offer.value === undefined ? { status: 204 } : { status: 201, body: offer.value });
  }),
  bind('acceptOffer', ofOffer, async ({ ports, now, caller, params }) => {
    const conversation = await acceptMyOffer(ports, { caller, ...params }, now);
    return conversation.ok ? ok({ body: { conversation: conversation.value } }) : conversation;
  }),
  bind('declineOffer', ofOffer, async ({ ports, now, caller, params }) =>
    silent(await declineMyOffer(ports, { caller, ...params }, now)),
  ),
  bind('listMyConversations', ofSpace, async ({ ports, now, caller, params }) => {
    const mine = await listMyConversations(ports, { caller, ...params }, now);
    return mine.ok ? ok({ body: { items: mine.value } }) : mine;
  }),
  bind('editMe', { ...ofSpace, body: meBody }, async ({ ports, now, caller, params, body }) =>
    shown(await editMe(ports, { caller, ...params, body }, now)),
  ),
]);
