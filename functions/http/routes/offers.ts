/** The offers made to a volunteer. */
import { acceptMyOffer, declineMyOffer } from '../../../shared/app/offers/answer.ts';
import { listOffers as list } from '../../../shared/app/offers/list-offers.ts';
import { nextOffer as next } from '../../../shared/app/offers/next-offer.ts';
import { liveKeys } from '../../../shared/app/store/keys.ts';
import { ok } from '../../../shared/domain/result.ts';
import { silent } from '../responders.ts';
import type { Handler } from '../route.ts';
import { tagOf } from '../etag.ts';

export const listOffers: Handler<'listOffers'> = async ({ ports, now, caller, params }) => {
  const offers = await list(ports, { caller, ...params }, now);
  if (!offers.ok) return offers;
  const { items, volunteer } = offers.value;
  return ok({
    body: { items },
    etag: tagOf(items.map((offer) => offer.id)),
    watch: liveKeys.seat(params.space, volunteer),
  });
};

export const nextOffer: Handler<'nextOffer'> = async ({ ports, now, caller, params }) => {
  const offer = await next(ports, { caller, ...params }, now);
  if (!offer.ok) return offer;
  return ok(offer.value === undefined ? { status: 204 } : { status: 201, body: offer.value });
};

export const acceptOffer: Handler<'acceptOffer'> = async ({ ports, now, caller, params }) => {
  const conversation = await acceptMyOffer(ports, { caller, ...params }, now);
  return conversation.ok ? ok({ body: { conversation: conversation.value } }) : conversation;
};

export const declineOffer: Handler<'declineOffer'> = async ({ ports, now, caller, params }) =>
  silent(await declineMyOffer(ports, { caller, ...params }, now));
