/** The actors of small cases, and what must hold after their answers. */
import { setAvailability } from '../../../shared/app/availability/set-availability.ts';
import { blockPair } from '../../../shared/app/conversations/block.ts';
import { matchRoom } from '../../../shared/app/matching/match-room.ts';
import { acceptMyOffer, declineMyOffer } from '../../../shared/app/offers/answer.ts';
import { nextOffer } from '../../../shared/app/offers/next-offer.ts';
import { spaceOr404 } from '../../../shared/app/store/load-space.ts';
import { cancelRequest } from '../../../shared/app/talk-requests/cancel.ts';
import type { Result } from '../../../shared/domain/result.ts';
import type { Ledger } from '../check/ledger.ts';
import type { InvocationKind } from '../engine/invocation.ts';
import type { Actor } from './explore.ts';
import { at, type Fixture } from './fixture.ts';
import type { Told } from './watch.ts';

export type Run = Actor['run'];

/** The beginnings of the keys of requests, of seats, and of the room in whose index they stand. */
export const sharedKeys = ['TALK#', 'SEAT#', 'ROOM#'];

/** An actor whose clock always shows this number of seconds after noon. */
export function actor(name: string, kind: InvocationKind, seconds: number, run: Run): Actor {
  return { name, kind, now: at(seconds), run };
}

/** The result of a use case. Undefined if the value is no result. */
export function wasTold(value: unknown): Result<unknown, { readonly code: string }> | undefined {
  return typeof value === 'object' && value !== null && 'ok' in value ? Object(value) : undefined;
}

/** A run of the matcher; `whole`: a run of the reconciler. */
export function matching(fixture: Fixture, whole = false): Run {
  return async (ports, who) => {
    const space = await spaceOr404(ports, fixture.id);
    return space.ok ? matchRoom(ports, { space: space.value, whole, mayGoOn: () => true }, who.now()) : space;
  };
}

export const accepting = (fixture: Fixture, nth: number): Run => {
  const offer = fixture.offerOf(nth);
  return (ports, who) => acceptMyOffer(ports, { caller: fixture.callerOf(nth), space: fixture.id, offer }, who.now());
};

export const declining = (fixture: Fixture, nth: number): Run => {
  const offer = fixture.offerOf(nth);
  return (ports, who) => declineMyOffer(ports, { caller: fixture.callerOf(nth), space: fixture.id, offer }, who.now());
};

export const cancelling = (fixture: Fixture, nth: number): Run => {
  const request = fixture.requestNo(nth);
  return (ports, who) => cancelRequest(ports, { caller: { kind: 'seeker', request }, space: fixture.id, request }, who.now());
};

export const goingOff = (fixture: Fixture, nth: number): Run => {
  const body = { available: false, afterThisOne: false } as const;
  return (ports, who) => setAvailability(ports, { caller: fixture.callerOf(nth), space: fixture.id, body }, who.now());
};

/** A volunteer asks for the next offer. */
export const pulling =
  (fixture: Fixture, nth: number): Run =>
  (ports, who) =>
    nextOffer(ports, { caller: fixture.callerOf(nth), space: fixture.id }, who.now());

/** The seeker of a request blocks the volunteer of the conversation. */
export const blocking = (fixture: Fixture, nth: number): Run => {
  const caller = { kind: 'seeker', request: fixture.requestNo(nth) } as const;
  const conversation = fixture.conversation();
  return (ports, who) => blockPair(ports, { caller, space: fixture.id, conversation }, who.now());
};

/** After an acknowledged cancel the request is over. */
export const cancelHolds =
  (fixture: Fixture, nth: number): Told =>
  (ledger: Ledger, value) => {
    const state = ledger.talks.get(fixture.requestNo(nth))?.state;
    return wasTold(value)?.ok === true && state !== 'cancelled' && state !== 'expired' ? `cancelled and ${state}` : undefined;
  };

export const offHolds =
  (fixture: Fixture, nth: number): Told =>
  (ledger, value) => {
    const seat = ledger.seats.get(fixture.volunteers[nth - 1]?.id ?? '');
    return wasTold(value)?.ok === true && seat?.on !== 'off' ? `off and ${seat?.on}` : undefined;
  };

/** The answer to an accept says correctly whether the volunteer has won the offer. */
export const acceptHolds = (fixture: Fixture, nth: number): Told => {
  const offer = fixture.offerOf(nth);
  return (ledger, value) => {
    const hasWon = [...ledger.talks.values()].some(({ match, previousMatches }) =>
      [...previousMatches, ...(match ? [match] : [])].some((one) => one.offer === offer),
    );
    const told = wasTold(value);
    if (told === undefined) return undefined;
    if (told.ok !== hasWon) return told.ok ? 'won and has no match' : `${told.error.code} and has won`;
    return undefined;
  };
};

/** After an acknowledged block the pair has no open offer. */
export const blockHolds =
  (fixture: Fixture, nth: number): Told =>
  (ledger, value) => {
    const volunteer = fixture.volunteers[nth - 1]?.id;
    const isOffered = [...ledger.talks.values()].some(({ offers }) => offers.some((open) => open.volunteer === volunteer));
    return wasTold(value)?.ok === true && isOffered ? 'blocked, with an open offer' : undefined;
  };
