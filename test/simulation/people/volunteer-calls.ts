/** What volunteers ask of the service; and what is true once they were answered. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import type { AvailabilityView } from '../../../shared/app/availability/session.ts';
import { editMe } from '../../../shared/app/members/edit-me.ts';
import type { MeView } from '../../../shared/app/members/me-page.ts';
import { acceptMyOffer, declineMyOffer } from '../../../shared/app/offers/answer.ts';
import { listOffers } from '../../../shared/app/offers/list-offers.ts';
import type { MyOffers } from '../../../shared/app/offers/list-offers.ts';
import { nextOffer } from '../../../shared/app/offers/next-offer.ts';
import type { MyConversationView, OfferView } from '../../../shared/app/offers/offer-view.ts';
import type { PersonCaller } from '../../../shared/app/callers.ts';
import type { AvailabilityBody } from '../../../shared/contract/availability.ts';
import type { OfferId, VolunteerId } from '../../../shared/domain/ids.ts';
import type { Cast } from './cast.ts';
import type { Wanted } from './person.ts';

export interface Me {
  readonly caller: PersonCaller;
  readonly volunteer: VolunteerId;
}

type On = Omit<Extract<AvailabilityBody, { available: true }>, 'available' | 'session'>;

export function goingOn(
  cast: Cast,
  { caller, volunteer }: Me,
  { key, ...chosen }: On & { readonly key: string },
): Wanted<AvailabilityView> {
  const body = { available: true, ...chosen } as const;
  return {
    what: `go on with ${key}`,
    run: (ports, now) => setAvailability(ports, { caller, space: cast.space, key, body }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.on(call, volunteer);
    },
  };
}

export function renewing(cast: Cast, { caller, volunteer }: Me, session: string): Wanted<AvailabilityView> {
  return {
    what: 'renew the lease',
    run: (ports, now) => setAvailability(ports, { caller, space: cast.space, body: { available: true, session } }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.renewed(call, volunteer);
    },
  };
}

export function goingOff(cast: Cast, { caller, volunteer }: Me, afterThisOne: boolean): Wanted<AvailabilityView> {
  return {
    what: afterThisOne ? 'go off after this one' : 'go off',
    run: (ports, now) => setAvailability(ports, { caller, space: cast.space, body: { available: false, afterThisOne } }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.off(call, volunteer);
    },
  };
}

export function listing(cast: Cast, { caller }: Me): Wanted<MyOffers> {
  return { what: 'see the offers', run: (ports, now) => listOffers(ports, { caller, space: cast.space }, now) };
}

export function asking(cast: Cast, { caller }: Me): Wanted<OfferView | undefined> {
  return { what: 'have the next one', run: (ports, now) => nextOffer(ports, { caller, space: cast.space }, now) };
}

export function accepting(cast: Cast, { caller, volunteer }: Me, offer: OfferId): Wanted<MyConversationView> {
  return {
    what: `accept ${offer}`,
    run: (ports, now) => acceptMyOffer(ports, { caller, space: cast.space, offer }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.accepted(call, { volunteer, offer, conversation: reply.value.id });
      else if (reply.problem.code === 'offer-gone') cast.promises.offerGone(call, { volunteer, offer });
    },
  };
}

/** Says whether they may be asked to come while they are off. */
export function sayingOfPages(cast: Cast, { caller }: Me, pages: boolean): Wanted<MeView> {
  const command = { caller, space: cast.space, body: { pages } };
  return { what: `say ${pages ? 'yes' : 'no'} to pages`, run: (ports, now) => editMe(ports, command, now) };
}

export function declining(cast: Cast, { caller, volunteer }: Me, offer: OfferId): Wanted<void> {
  return {
    what: `decline ${offer}`,
    run: (ports, now) => declineMyOffer(ports, { caller, space: cast.space, offer }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.declined(call, { volunteer, offer });
    },
  };
}
