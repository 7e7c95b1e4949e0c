/**
 * Invariant 1. In the ledger: no request has more than one match or more than two offers. No seat holds more than its capacity.
 * Both sides agree after each transaction. A subject has one live request. In the history: no answer says otherwise, so a volunteer
 * never held more talks at once than the capacity.
 */
import { openOffersMax } from '../../../shared/domain/limits.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { isTerminal } from '../../../shared/domain/talk-machine.ts';
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import type { Change } from '../ledger.ts';
import { transactionRecordsMax } from '../limits.ts';
import { seatChanges, talkChanges } from '../replay.ts';
import { acceptsOf, endOf, type Accepted } from './accepts.ts';

export const neverTwo: Check = (evidence) => {
  const { ledger } = evidence;
  return [
    finding(1, 'versions of a request', talkChanges(ledger), ({ after }) => after && wrongTalk(after)),
    finding(1, 'versions of a seat', seatChanges(ledger), ({ before, after }) => after && wrongSeat(before, after)),
    { invariant: 1, what: 'commits, each with both its sides', checked: ledger.length, violations: oneSided(ledger) },
    finding(1, 'requests of a subject, one at a time', talkChanges(ledger), onePerSubject()),
    finding(1, 'volunteers and the talks they were given', [...acceptedBy(evidence)], ([who, own]) =>
      overCapacity(evidence, who, own),
    ),
    finding(1, 'conversations and their winner', [...winners(evidence)], ([conversation, who]) =>
      who.size === 1 ? undefined : `${conversation} was given to ${[...who].join(' and ')}`,
    ),
  ];
};

function wrongTalk(talk: Talk): string | undefined {
  const holders = new Set(talk.offers.map((offer) => offer.volunteer));
  if (talk.offers.length > openOffersMax) return `${talk.id} has ${talk.offers.length} open offers`;
  if (holders.size < talk.offers.length) return `${talk.id} is offered twice to one volunteer`;
  if ((talk.state === 'offered') !== talk.offers.length > 0)
    return `${talk.id} is ${talk.state} with ${talk.offers.length} offers`;
  if (talk.state === 'matched' && talk.match === undefined) return `${talk.id} is matched without a match`;
  return undefined;
}

/** What a seat held before its volunteer chose fewer places may go on. */
function wrongSeat(before: Seat | undefined, after: Seat): string | undefined {
  const taken = (seat: Seat | undefined): number => (seat === undefined ? 0 : seat.talks.length + seat.offers.length);
  return taken(after) > Math.max(after.capacity, taken(before))
    ? `${after.volunteer} holds ${taken(after)} of ${after.capacity}`
    : undefined;
}

/** The sides may differ only between the records of one transaction. */
function oneSided(ledger: readonly Change[]): readonly string[] {
  const sides = { talk: new Set<string>(), seat: new Set<string>() };
  const since = new Map<string, number>();
  const found: string[] = [];
  for (const change of ledger) {
    for (const [held, from] of since) if (change.at - from >= transactionRecordsMax) found.push(held);
    for (const held of found) since.delete(held);
    const [before, after] =
      change.kind === 'talk'
        ? [heldByTalk(change.before), heldByTalk(change.after)]
        : [heldBySeat(change.before), heldBySeat(change.after)];
    for (const held of before) sides[change.kind].delete(held);
    for (const held of after) sides[change.kind].add(held);
    for (const held of [...before, ...after]) {
      if (sides.talk.has(held) === sides.seat.has(held)) since.delete(held);
      else if (!since.has(held)) since.set(held, change.at);
    }
  }
  return [...found, ...since.keys()].map((held) => `only one side says: ${held}`);
}

function heldByTalk(talk: Talk | undefined): readonly string[] {
  if (talk === undefined) return [];
  const talking =
    talk.state === 'matched' && talk.match !== undefined ? [`${talk.match.volunteer} in ${talk.match.conversation}`] : [];
  return [...talk.offers.map((offer) => `${offer.volunteer} with ${offer.id} of ${talk.id}`), ...talking];
}

function heldBySeat(seat: Seat | undefined): readonly string[] {
  if (seat === undefined) return [];
  return [
    ...seat.offers.map((offer) => `${seat.volunteer} with ${offer.id} of ${offer.request}`),
    ...seat.talks.map((talk) => `${seat.volunteer} in ${talk.conversation}`),
  ];
}

function onePerSubject(): (change: { readonly before?: Talk; readonly after?: Talk }) => string | undefined {
  const live = new Map<string, Set<string>>();
  return ({ before, after }) => {
    const talk = after ?? before;
    if (talk?.subject === undefined) return undefined;
    const own = live.get(talk.subject) ?? new Set();
    live.set(talk.subject, own);
    if (after === undefined || isTerminal(after.state)) own.delete(talk.id);
    else own.add(talk.id);
    return own.size > 1 ? `one subject has ${[...own].join(' and ')} at once` : undefined;
  };
}

function acceptedBy(evidence: Evidence): ReadonlyMap<string, readonly Accepted[]> {
  return Map.groupBy(acceptsOf(evidence), ({ who }) => who);
}

function winners(evidence: Evidence): ReadonlyMap<string, ReadonlySet<string>> {
  const byConversation = Map.groupBy(acceptsOf(evidence), ({ conversation }) => conversation);
  return new Map([...byConversation].map(([conversation, own]) => [conversation, new Set(own.map(({ who }) => who))]));
}

/** More talks at once than the capacity, by the times that the clients saw. Each talk counts with the shortest time that it can have had. */
function overCapacity(evidence: Evidence, who: string, accepted: readonly Accepted[]): string | undefined {
  const first = new Map<string, Accepted>();
  for (const one of accepted) if (!first.has(one.conversation)) first.set(one.conversation, one);
  const talks = [...first.values()].map(({ conversation, completedAt }) => ({
    from: completedAt,
    to: endOf(evidence, conversation),
  }));
  const most = Math.max(0, ...talks.map(({ from }) => talks.filter((other) => other.from <= from && from < other.to).length));
  return most > evidence.settings.limits.capacityMax ? `${who} was in ${most} talks at once` : undefined;
}
