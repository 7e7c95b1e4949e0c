/** How often the intended races and repeats occurred in a chaos run. A chaos run without them proves nothing. */
import * as z from 'zod';
import type { Evidence } from './evidence.ts';
import type { Operation } from '../world/history/operation.ts';
import { matchesOf, offersOf, seatChanges, talkChanges } from './replay.ts';
import { stretchesOff } from './checks/stretches-off.ts';

/** The name of each race, with the number of times that it occurred. */
export function racesIn(evidence: Evidence): Readonly<Record<string, number>> {
  const { history, ledger } = evidence;
  const of = (route: Operation['route']): readonly Operation[] => history.filter((one) => one.route === route);
  const requestOf = new Map(offersOf(ledger).map(({ offer, talk }) => [String(offer.id), String(talk.id)]));
  const accepts = of('acceptOffer').map((one) => ({ ...one, request: requestOf.get(one.params['offer'] ?? '') }));
  const going = of('setAvailability').filter(({ sent }) => leaving.safeParse(sent).success);
  return {
    'an accept and a cancel or an erasure at once': pairs(
      accepts,
      [...of('cancelRequest'), ...of('eraseRequest')],
      (accept, other) => other.params['request'] === accept.request,
    ),
    'an accept and an off at once': pairs(accepts, going, (accept, off) => accept.who === off.who),
    'the same accept twice at once': pairs(accepts, accepts, (a, b) => a.n < b.n && a.params['offer'] === b.params['offer']),
    'an accept repeated after its match': accepts.filter((accept) => isRepeat(accept, accepts)).length,
    'an off that withdraws an offer': seatChanges(ledger).filter(
      ({ before, after }) => before?.on === 'on' && after?.on === 'off' && before.offers.length > 0,
    ).length,
    'an off that lets a talk go on': seatChanges(ledger).filter(
      ({ before, after }) => before?.on === 'on' && after?.on !== 'on' && (after?.talks ?? []).length > 0,
    ).length,
    'a late renewal after an off': during(evidence, ({ sent }) => renewing.safeParse(sent).success),
    'a late repeat of an "on"': during(evidence, ({ sent, key }) => key !== undefined && !renewing.safeParse(sent).success),
    'a request asked twice at once': pairs(of('ask'), of('ask'), (a, b) => a.n < b.n && a.key === b.key),
    'another payload under a used key': history.filter(({ status, route }) => status === 422 && route === 'ask').length,
    'one subject asking twice': history.filter(({ status, route }) => status === 409 && (route === 'ask' || route === 'match'))
      .length,
    'a call repeated, its first outcome unknown': repeatsOfUnknown(history),
    'two offers of one request open': talkChanges(ledger).filter(({ after }) => (after?.offers ?? []).length > 1).length,
    'an offer declined': talkChanges(ledger).filter(({ after }) => after?.event === 'declined').length,
    'an offer lapsed': talkChanges(ledger).filter(({ after }) => after?.event === 'lapsed').length,
    'a block': history.filter(({ route, outcome }) => route === 'block' && outcome === 'ok').length,
    'a request expired': talkChanges(ledger).filter(({ after }) => after?.event === 'expired').length,
    'a request that came back': talkChanges(ledger).filter(({ before, after }) => !before && after?.cameBackFrom).length,
    'an erasure of a match': talkChanges(ledger).filter(({ before, after }) => before?.match && after === undefined).length,
    'a match': matchesOf(ledger).length,
  };
}

const leaving = z.object({ available: z.literal(false) });
const renewing = z.object({ available: z.literal(true), session: z.string() });

/** Pairs that overlap in time. */
function pairs<A extends Operation, B extends Operation>(
  some: readonly A[],
  others: readonly B[],
  match: (a: A, b: B) => boolean,
): number {
  const overlap = (a: Operation, b: Operation): boolean => a.invokedAt < b.completedAt && b.invokedAt < a.completedAt;
  return some.reduce((sum, a) => sum + others.filter((b) => overlap(a, b) && match(a, b)).length, 0);
}

function isRepeat(accept: Operation, accepts: readonly Operation[]): boolean {
  return accepts.some(
    ({ outcome, completedAt, params }) =>
      outcome === 'ok' && completedAt < accept.invokedAt && params['offer'] === accept.params['offer'],
  );
}

/** Calls that repeat an earlier call of the same actor, route and content whose outcome the actor did not know. */
function repeatsOfUnknown(history: readonly Operation[]): number {
  const nameOf = ({ who, route, params, sent, key }: Operation): string => JSON.stringify([who, route, params, sent, key]);
  const unknown = new Set(history.filter(({ outcome }) => outcome === 'unknown').map(nameOf));
  return history.filter((one) => one.outcome !== 'unknown' && unknown.has(nameOf(one))).length;
}

/** Changes of availability sent while the volunteer was off beyond doubt. */
function during(evidence: Evidence, which: (one: Operation) => boolean): number {
  const off = stretchesOff(evidence);
  return evidence.history.filter(
    (one) =>
      one.route === 'setAvailability' &&
      !leaving.safeParse(one.sent).success &&
      which(one) &&
      off.some(({ who, from, to }) => who === one.who && one.invokedAt > from && one.completedAt < to),
  ).length;
}
