/**
 * Invariant 4. After an acknowledged cancel there is no offer and no match of that request. After an acknowledged off there is none
 * for that volunteer until the next "on". The check reads the times of the clients, and finds offers in the ledger that were
 * committed after the acknowledgement. A renewal of an ended session is refused. A late repeat of an "on" makes no volunteer
 * available.
 */
import * as z from 'zod';
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import type { Operation } from '../../world/history/operation.ts';
import { availabilityIn, offersIn, requestIn } from '../../world/history/reads.ts';
import { matchesOf, offersOf, type Matched, type Offered } from '../replay.ts';
import { acceptsOf, type Accepted } from './accepts.ts';
import { stretchesOff, type StretchOff } from './stretches-off.ts';

interface Seen {
  readonly offers: readonly Offered[];
  readonly matches: readonly Matched[];
  readonly accepts: readonly Accepted[];
  /** Every list of offers that a volunteer read, with the ids in it. */
  readonly shown: readonly { readonly operation: Operation; readonly offers: readonly string[] }[];
  readonly history: readonly Operation[];
}

export const afterCancelOrOff: Check = (evidence) => {
  const seen = seenIn(evidence);
  const cancels = evidence.history.filter((one) => one.route === 'cancelRequest' && requestIn(one)?.status === 'cancelled');
  const off = stretchesOff(evidence);
  return [
    finding(4, 'acknowledged cancels', cancels, (cancel) => afterCancel(seen, cancel)),
    finding(4, 'acknowledged offs', off, (stretch) => afterOff(seen, stretch)),
    finding(4, 'late renewals', during(off, evidence, isRenewal), ({ who, outcome }) =>
      outcome === 'ok' ? `${who} renewed a session that had ended` : undefined,
    ),
    finding(4, 'late repeats of an "on"', during(off, evidence, isRepeat(evidence.history)), (repeat) =>
      availabilityIn(repeat)?.state === 'on' ? `${repeat.who} was made available by an old "on"` : undefined,
    ),
  ];
};

function seenIn({ history, ledger }: Evidence): Seen {
  const shown = history.flatMap((operation) => {
    const offers = offersIn(operation);
    return offers === undefined ? [] : [{ operation, offers }];
  });
  return { history, shown, offers: offersOf(ledger), matches: matchesOf(ledger), accepts: acceptsOf({ history }) };
}

function afterCancel(seen: Seen, { params, completedAt }: Operation): readonly string[] {
  const request = params['request'] ?? '';
  const own = seen.offers.filter(({ talk }) => talk.id === request);
  const ids = own.map(({ offer }) => offer.id);
  const since = ({ invokedAt }: Operation): boolean => invokedAt > completedAt;
  return [
    ...own
      .filter(({ committed }) => committed.notBefore > completedAt)
      .map(({ offer }) => `${offer.id} was made after ${request} was cancelled`),
    ...seen.matches
      .filter(({ talk }) => talk.id === request)
      .map(({ match }) => `${match.conversation} was made of the cancelled ${request}`),
    ...seen.accepts.filter((one) => one.request === request).map(({ who }) => `${who} was given the cancelled ${request}`),
    ...seen.shown
      .filter(({ operation, offers }) => since(operation) && offers.some((id) => ids.some((one) => one === id)))
      .map(({ operation }) => `${operation.who} was shown an offer of ${request} after its cancel`),
  ];
}

function afterOff(seen: Seen, stretch: StretchOff): readonly string[] {
  const { who, volunteer, from, to } = stretch;
  return [
    ...seen.offers
      .filter(({ offer }) => offer.volunteer === volunteer)
      .filter(({ committed }) => committed.notBefore > from && committed.notAfter < to)
      .map(({ offer }) => `${offer.id} was made for ${who} after going off`),
    ...seen.shown
      .filter(({ operation, offers }) => operation.who === who && isInside(operation, stretch) && offers.length > 0)
      .map(() => `${who} was shown an offer after going off`),
    ...seen.accepts
      .filter((one) => one.who === who && isInside(one, stretch) && !wasTriedBefore(seen.history, one, from))
      .map(({ offer }) => `${who} could accept ${offer} after going off`),
  ];
}

/** Whether the call began after the acknowledgement and ended before the volunteer goes on again. */
function isInside({ invokedAt, completedAt }: Operation, { from, to }: StretchOff): boolean {
  return invokedAt > from && completedAt < to;
}

/** A volunteer who accepted before going off may repeat the accept. */
function wasTriedBefore(history: readonly Operation[], accept: Accepted, from: number): boolean {
  return history.some(
    ({ route, who, params, invokedAt, outcome }) =>
      route === 'acceptOffer' &&
      who === accept.who &&
      params['offer'] === accept.offer &&
      invokedAt <= from &&
      outcome !== 'fail',
  );
}

function during(off: readonly StretchOff[], { history }: Evidence, which: (one: Operation) => boolean): readonly Operation[] {
  return history.filter((one) => which(one) && off.some((stretch) => stretch.who === one.who && isInside(one, stretch)));
}

const renewing = z.object({ available: z.literal(true), session: z.string() });
const turningOn = z.object({ available: z.literal(true), session: z.undefined().optional() });

function isRenewal({ route, sent }: Operation): boolean {
  return route === 'setAvailability' && renewing.safeParse(sent).success;
}

function isRepeat(history: readonly Operation[]): (one: Operation) => boolean {
  return ({ n, route, sent, key, who }) =>
    route === 'setAvailability' &&
    key !== undefined &&
    turningOn.safeParse(sent).success &&
    history.some((earlier) => earlier.n < n && earlier.who === who && earlier.key === key);
}
