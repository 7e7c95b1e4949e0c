/** What checks read of the answers, out of the contract: the rest of them is the concern of other tests. */
import { createdView, requestView, talkRequestRoutes } from '../../../shared/contract/talk-requests.ts';
import { availabilityView } from '../../../shared/contract/availability.ts';
import { offerView, offerRoutes } from '../../../shared/contract/offers.ts';
import * as z from 'zod';
import type { Operation } from './operation.ts';

const request = requestView.pick({ id: true, status: true, position: true, conversation: true, comeBack: true });
const created = createdView.pick({ id: true, token: true });
const offers = z.object({ items: z.array(offerView.pick({ id: true })) });

export type RequestSeen = z.infer<typeof request>;

/** What a look at a request, or a cancel of it, showed; undefined where it showed none. */
export function requestIn({ status, body }: Operation): RequestSeen | undefined {
  return status === 200 ? request.parse(body) : undefined;
}

/** What was acknowledged to whoever asked, one way or the other; undefined where nothing was. */
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

/** The conversation an accept was answered with; undefined where it was not. */
export function conversationIn({ route, outcome, body }: Operation): string | undefined {
  if (route !== 'acceptOffer' || outcome !== 'ok') return undefined;
  return offerRoutes.acceptOffer.answers[200].parse(body).conversation.id;
}

/** The offers a volunteer was shown; undefined where it was no look at them. */
export function offersIn({ route, status, body }: Operation): readonly string[] | undefined {
  if (route === 'listOffers' && status === 200) return offers.parse(body).items.map(({ id }) => id);
  return route === 'nextOffer' && status === 201 ? [offerView.parse(body).id] : undefined;
}

/** The state of availability that was answered, and the session; undefined where none was. */
export function availabilityIn({ route, outcome, body }: Operation) {
  return route === 'setAvailability' && outcome === 'ok'
    ? availabilityView.pick({ state: true, session: true }).parse(body)
    : undefined;
}
