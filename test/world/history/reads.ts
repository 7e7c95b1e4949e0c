/** The parts of answers that the checks read, parsed with the contract. Other tests check the rest. */
import { createdView, requestView, talkRequestRoutes } from '../../../shared/contract/talk-requests.ts';
import { availabilityView } from '../../../shared/contract/availability.ts';
import { offerView, offerRoutes } from '../../../shared/contract/offers.ts';
import * as z from 'zod';
import type { Operation } from './operation.ts';

const request = requestView.pick({ id: true, status: true, position: true, conversation: true, comeBack: true });
const created = createdView.pick({ id: true, token: true });
const offers = z.object({ items: z.array(offerView.pick({ id: true })) });

export type RequestSeen = z.infer<typeof request>;

/** The request that a read or a cancel returned. Undefined: none. */
export function requestIn({ status, body }: Operation): RequestSeen | undefined {
  return status === 200 ? request.parse(body) : undefined;
}

/** The request that was acknowledged to its caller, by `ask` or `match`. Undefined: none. */
export function askedIn({
  route,
  outcome,
  status,
  body,
}: Operation): { readonly id: string; readonly token: string } | undefined {
  if ((route !== 'ask' && route !== 'match') || outcome !== 'ok') return undefined;
  if (status === 202) return created.parse(body);
  const { match } = talkRequestRoutes.match.answers[200].parse(body);
  return { id: match.requestId, token: match.token };
}

/** The conversation in the answer to an accept. Undefined: none. */
export function conversationIn({ route, outcome, body }: Operation): string | undefined {
  if (route !== 'acceptOffer' || outcome !== 'ok') return undefined;
  return offerRoutes.acceptOffer.answers[200].parse(body).conversation.id;
}

/** The offers that a volunteer was shown. Undefined: the call does not read offers. */
export function offersIn({ route, status, body }: Operation): readonly string[] | undefined {
  if (route === 'listOffers' && status === 200) return offers.parse(body).items.map(({ id }) => id);
  return route === 'nextOffer' && status === 201 ? [offerView.parse(body).id] : undefined;
}

/** The availability in the answer, with its session. Undefined: none. */
export function availabilityIn({ route, outcome, body }: Operation) {
  return route === 'setAvailability' && outcome === 'ok'
    ? availabilityView.pick({ state: true, session: true }).parse(body)
    : undefined;
}
