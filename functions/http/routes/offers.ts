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
  const { volunteer, ...body } = offers.value;
  return ok({
    body,
    etag: tagOf(body.items.map((offer) => offer.id)),
    watch: liveKeys.seat(params.space, volunteer),
  });
};

export const nextOffer: Handler<'nextOffer'> = async ({ ports, now, caller, params }) => {
  const answer = await next(ports, { caller, ...params }, now);
  if (!answer.ok) return answer;
  const { offer, reasons, ...lease } = answer.value;
  if (offer !== undefined) return ok({ status: 201, body: { ...offer, ...lease } });
  return ok(reasons.length === 0 ? { status: 204 } : { status: 200, body: { reasons, ...lease } });
};

export const acceptOffer: Handler<'acceptOffer'> = async ({ ports, now, caller, params }) => {
  const conversation = await acceptMyOffer(ports, { caller, ...params }, now);
  return conversation.ok ? ok({ body: { conversation: conversation.value } }) : conversation;
};

export const declineOffer: Handler<'declineOffer'> = async ({ ports, now, caller, params }) =>
  silent(await declineMyOffer(ports, { caller, ...params }, now));
