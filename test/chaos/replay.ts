/** The offers and matches in the ledger, each with the request and the seat as they were just before it. */
import type { Match, Offer, Talk } from '../../shared/domain/talk.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { ledgerGrainMs, type Change } from './ledger.ts';

export type TalkChange = Extract<Change, { readonly kind: 'talk' }>;
export type SeatChange = Extract<Change, { readonly kind: 'seat' }>;

export interface Offered {
  /** Position of its commit in the ledger. */
  readonly at: number;
  /**
   * The earliest and the latest time of its commit. The `at` of the offer is the clock of the run that made it. That run may have
   * read the room again since.
   */
  readonly committed: { readonly notBefore: number; readonly notAfter: number };
  readonly offer: Offer;
  /** The request and the seat as they were before. If the ledger has no such seat it is undefined, which is a violation. */
  readonly talk: Talk;
  readonly seat: Seat | undefined;
}

export interface Matched {
  readonly at: number;
  readonly match: Match;
  readonly talk: Talk;
  readonly seat: Seat | undefined;
}

export function talkChanges(ledger: readonly Change[]): readonly TalkChange[] {
  return ledger.flatMap((change) => (change.kind === 'talk' ? [change] : []));
}

export function seatChanges(ledger: readonly Change[]): readonly SeatChange[] {
  return ledger.flatMap((change) => (change.kind === 'seat' ? [change] : []));
}

/** Every offer, in the order of commits. */
export function offersOf(ledger: readonly Change[]): readonly Offered[] {
  const seats = new Map<string, Seat | undefined>();
  for (const { before, after } of seatChanges(ledger))
    for (const { id } of after?.offers ?? []) if (!before?.offers.some((open) => open.id === id)) seats.set(id, before);
  return talkChanges(ledger).flatMap(({ at, writtenAt, before, after }) =>
    (after?.offers ?? []).flatMap((offer) => {
      if (before === undefined || before.offers.some((open) => open.id === offer.id)) return [];
      const committed = { notBefore: Math.max(offer.at, writtenAt), notAfter: writtenAt + ledgerGrainMs };
      return [{ at, committed, offer, talk: before, seat: seats.get(offer.id) }];
    }),
  );
}

/** Every match, in the order of commits. */
export function matchesOf(ledger: readonly Change[]): readonly Matched[] {
  const seats = new Map<string, Seat | undefined>();
  for (const { before, after } of seatChanges(ledger))
    for (const { conversation } of after?.talks ?? [])
      if (!before?.talks.some((open) => open.conversation === conversation)) seats.set(conversation, before);
  return talkChanges(ledger).flatMap(({ at, before, after }) => {
    const match = after?.match;
    if (match === undefined || before === undefined || before.match?.conversation === match.conversation) return [];
    return [{ at, match, talk: before, seat: seats.get(match.conversation) }];
  });
}

export interface Versions<T> {
  readonly id: string;
  /** From the first to the last. The last value is `undefined` if it was erased. */
  readonly versions: readonly { readonly at: number; readonly writtenAt: number; readonly value: T | undefined }[];
}

/** Every request with all its versions. */
export function talksOf(ledger: readonly Change[]): readonly Versions<Talk>[] {
  return grouped(talkChanges(ledger), (talk) => talk.id);
}

/** Every seat with all its versions, by volunteer. */
export function seatsOf(ledger: readonly Change[]): readonly Versions<Seat>[] {
  return grouped(seatChanges(ledger), (seat) => seat.volunteer);
}

interface Versioned<T> {
  readonly at: number;
  readonly writtenAt: number;
  readonly before?: T;
  readonly after?: T;
}

function grouped<T>(changes: readonly Versioned<T>[], idOf: (value: T) => string): readonly Versions<T>[] {
  const byId = Map.groupBy(changes, ({ before, after }) => {
    const known = after ?? before;
    return known === undefined ? '' : idOf(known);
  });
  return [...byId].map(([id, own]) => ({
    id,
    versions: own.map(({ at, writtenAt, after }) => ({ at, writtenAt, value: after })),
  }));
}
