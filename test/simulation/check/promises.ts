/**
 * Compares the answers to callers with the history: an acknowledged cancel, off, ask, accept, block or erasure holds from then on, and no
 * answer is false (invariants 2, 3, 4, 5, 10, 14).
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Match, Talk } from '../../../shared/domain/talk.ts';
import type { Ledger } from './ledger.ts';

/** A call of a client, and the number of commits before it began. */
export interface Call {
  readonly name: string;
  readonly begunAt: number;
  /** The time of the call in milliseconds, and how far the clocks of two hosts may differ. */
  readonly at: number;
  readonly skewMs: number;
}

export class Promises {
  readonly #ledger: Ledger;
  /** Requests that were acknowledged. */
  readonly asked = new Set<string>();
  /** Requests whose erasure was requested, and those whose erasure was acknowledged. */
  readonly #erasing = new Set<string>();
  readonly #erased = new Map<string, number>();
  /** The idempotency keys with which each volunteer went on, and the number of commits at the latest time. */
  readonly #idempotencyKeys = new Map<string, Set<string>>();
  readonly #onAt = new Map<string, number>();
  /** When the calls began by which each volunteer was told to be off, the latest one, in simulated milliseconds. */
  readonly #saidOff = new Map<string, number>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Compares a commit with the answers that were given before it. */
  committed(
    talks: readonly { before: Talk | undefined; after: Talk | undefined }[],
    seats: readonly { before: Seat | undefined; after: Seat | undefined }[],
    { name: by, began }: { readonly name: string; readonly began: number },
  ): void {
    for (const { before, after } of talks) {
      if (after === undefined && before !== undefined && before.endedAt === undefined && !this.#erasing.has(before.id))
        this.#ledger.violate(2, `${before.id} was lost`, by);
      if (after !== undefined && this.#erased.has(after.id))
        this.#ledger.violate(14, `${after.id} came back after its erasure`, by);
    }
    for (const { before, after } of seats) if (after !== undefined) this.#wentOn(before, after, { by, began });
  }

  #wentOn(before: Seat | undefined, after: Seat, { by, began }: { readonly by: string; readonly began: number }): void {
    const known = this.#idempotencyKeys.get(after.volunteer) ?? new Set<string>();
    const fresh = after.idempotencyKeys.filter((key) => !(before?.idempotencyKeys ?? []).includes(key));
    if (fresh.some((key) => known.has(key)))
      this.#ledger.violate(10, `a call of "on" of ${after.volunteer} took effect twice`, by);
    this.#idempotencyKeys.set(after.volunteer, new Set([...known, ...fresh]));
    if (after.on !== 'on' || before?.on === 'on') return;
    if (fresh.length === 0) this.#ledger.violate(4, `${after.volunteer} is on again without a call`, by);
    if (began < (this.#saidOff.get(after.volunteer) ?? 0))
      this.#ledger.violate(4, `${after.volunteer} is on by a call that began before an acknowledged off`, by);
    this.#onAt.set(after.volunteer, this.#ledger.commits);
  }

  begin(name: string, at: number, skewMs: number): Call {
    return { name, begunAt: this.#ledger.commits, at, skewMs };
  }

  /** After a 202 the request is durable. */
  askedFor(call: Call, id: string): void {
    this.asked.add(id);
    if (this.#ledger.talks.has(id) || this.#erasing.has(id)) return;
    this.#ledger.violate(2, `${id} was acknowledged and is not stored`, call.name);
  }

  /** A read of a request, and "still here", update the time when the seeker was last seen, at least twice a period. */
  heard(call: Call, id: string): void {
    const talk = this.#ledger.talks.get(id);
    const space = talk === undefined ? undefined : this.#ledger.spaces.get(talk.space);
    if (talk === undefined || space === undefined || (talk.state !== 'waiting' && talk.state !== 'offered')) return;
    const oldest = call.at - (space.limits.stillThereSeconds * 1_000) / 2 - call.skewMs;
    if (talk.lastSeenAt < oldest) this.#ledger.violate(6, `${id} was read by its seeker and the time was not stored`, call.name);
  }

  /** A request is not shown after its deletion time, also if it was not swept yet. */
  shown(call: Call, id: string): void {
    const deleteAt = this.#ledger.talks.get(id)?.deleteAt;
    if (deleteAt !== undefined && call.at > deleteAt + call.skewMs)
      this.#ledger.violate(14, `${id} was read after its deletion time`, call.name);
  }

  /** A renewed lease lasts for the full duration of a lease. */
  renewed(call: Call, volunteer: string): void {
    const seat = this.#ledger.seats.get(volunteer);
    const space = seat === undefined ? undefined : this.#ledger.spaces.get(seat.space);
    if (seat === undefined || space === undefined || seat.on === 'off') return;
    if (seat.leaseExpiresAt < call.at + space.limits.presenceLeaseSeconds * 1_000 - call.skewMs)
      this.#ledger.violate(4, `${volunteer} was told of a renewed lease, which is not stored`, call.name);
  }

  cancelled(call: Call, id: string): void {
    const state = this.#ledger.talks.get(id)?.state;
    if (state === undefined || state === 'cancelled' || state === 'expired') return;
    this.#ledger.violate(4, `${id} was told to be cancelled and is ${state}`, call.name);
  }

  /** "Already matched" is answered only for a request that is matched, or was during the call. */
  notCancelled(call: Call, id: string): void {
    const talk = this.#ledger.talks.get(id);
    if (talk === undefined || talk.match !== undefined || talk.previousMatches.length > 0) return;
    this.#ledger.violate(4, `${id} could not be cancelled because of a match that never existed`, call.name);
  }

  /** Off, or draining: no offer comes from now on. */
  off(call: Call, volunteer: string): void {
    const seat = this.#ledger.seats.get(volunteer);
    this.#saidOff.set(volunteer, Math.max(this.#saidOff.get(volunteer) ?? 0, call.at));
    const onAgain = (this.#onAt.get(volunteer) ?? 0) > call.begunAt;
    if (seat?.on !== 'on' || onAgain) return;
    this.#ledger.violate(4, `${volunteer} was told to be off and is on`, call.name);
  }

  /** A suspended volunteer is off until the suspension is undone. */
  suspended(call: Call, volunteer: string): void {
    if (this.#ledger.profiles.get(volunteer)?.status === 'suspended' && this.#ledger.seats.get(volunteer)?.on === 'on')
      this.#ledger.violate(4, `${volunteer} was told to be suspended and is on`, call.name);
  }

  on(call: Call, volunteer: string): void {
    if (!this.#ledger.seats.has(volunteer)) this.#ledger.violate(4, `${volunteer} was told to be on and has no seat`, call.name);
  }

  accepted(
    call: Call,
    { volunteer, offer, conversation }: { readonly volunteer: string; readonly offer: string; readonly conversation: string },
  ): void {
    const match = this.#wonBy(volunteer, offer);
    if (match?.conversation === conversation || this.#isGone(conversation)) return;
    this.#ledger.violate(5, `${volunteer} was told to have won ${offer} and has not`, call.name);
  }

  /** "Gone" is answered only for an offer that is gone, and never to the volunteer who won it. */
  offerGone(call: Call, { volunteer, offer }: { readonly volunteer: string; readonly offer: string }): void {
    const seat = this.#ledger.seats.get(volunteer);
    const remembered = seat?.acceptedOffers.some((one) => one.offer === offer) === true;
    if (remembered && this.#wonBy(volunteer, offer) !== undefined)
      this.#ledger.violate(5, `${volunteer} won ${offer} and was told it is gone`, call.name);
    if (seat?.offers.some((one) => one.id === offer) === true)
      this.#ledger.violate(5, `${volunteer} still holds ${offer} and was told it is gone`, call.name);
  }

  declined(call: Call, { volunteer, offer }: { readonly volunteer: string; readonly offer: string }): void {
    if (this.#ledger.seats.get(volunteer)?.offers.some((one) => one.id === offer) === true)
      this.#ledger.violate(5, `${volunteer} still holds ${offer} after declining it`, call.name);
  }

  #wonBy(volunteer: string, offer: string): Match | undefined {
    const matches = [...this.#ledger.talks.values()].flatMap(({ previousMatches, match }) =>
      match === undefined ? previousMatches : [...previousMatches, match],
    );
    return matches.find((match) => match.offer === offer && match.volunteer === volunteer);
  }

  #isGone(conversation: string): boolean {
    const id = requestOf(conversation);
    return this.#erasing.has(id) || !this.#ledger.talks.has(id);
  }

  /** The talk is over. After a heavy talk, its volunteer rests longer. */
  talkOver(call: Call, conversation: string, heavy: boolean): void {
    const talk = this.#ledger.talks.get(requestOf(conversation));
    const match = [...(talk?.previousMatches ?? []), ...(talk?.match === undefined ? [] : [talk.match])].find(
      (one) => one.conversation === conversation,
    );
    if (talk === undefined || match === undefined) return;
    if (match.endedAt === undefined) this.#ledger.violate(2, `${conversation} was told to be over and goes on`, call.name);
    const space = this.#ledger.spaces.get(talk.space);
    const rested = this.#ledger.seats.get(match.volunteer)?.restUntil ?? 0;
    if (heavy && match.endedBy !== 'rematch' && rested < (match.endedAt ?? 0) + (space?.limits.heavyRestSeconds ?? 0) * 1_000)
      this.#ledger.violate(8, `${match.volunteer} gets no longer rest after ${conversation}`, call.name);
  }

  erasing(id: string): void {
    this.#erasing.add(id);
  }

  erasedNow(call: Call, id: string): void {
    this.#erased.set(id, this.#ledger.commits);
    if (this.#ledger.talks.has(id)) this.#ledger.violate(14, `${id} was told to be erased and is stored`, call.name);
  }

  /** Whether the erasure of a request was acknowledged before a call began. */
  wasErased(call: Call, id: string): boolean {
    return (this.#erased.get(id) ?? Infinity) <= call.begunAt;
  }

  /** Whether a request may be gone: its erasure was requested, or its deletion time is set. */
  mayBeGone(id: string): boolean {
    return this.#erasing.has(id) || !this.#ledger.talks.has(id) || this.#ledger.talks.get(id)?.deleteAt !== undefined;
  }

  /** From now on the pair has no offer and no match, and no offer of the pair is open. */
  blocked(call: Call, conversation: string): void {
    const talk = this.#ledger.talks.get(requestOf(conversation));
    if (talk === undefined) return;
    const match = [...talk.previousMatches, ...(talk.match === undefined ? [] : [talk.match])].find(
      (one) => one.conversation === conversation,
    );
    if (match === undefined) return;
    const { volunteer } = match;
    this.#ledger.count('blocked');
    this.#ledger.exclude(talk.id, volunteer);
    for (const one of this.#ledger.talks.values()) {
      const same = one.id === talk.id || (talk.subject !== undefined && one.subject === talk.subject);
      if (same && one.offers.some((open) => open.volunteer === volunteer))
        this.#ledger.violate(6, `${volunteer} still holds an offer of ${one.id} after a block`, call.name);
    }
    const avoided = talk.excludedVolunteers.some((one) => one.volunteer === volunteer && one.until === null);
    if (!avoided && !this.#ledger.isBlocked(talk, volunteer))
      this.#ledger.violate(6, `${volunteer} and ${talk.id} were told to be blocked and are not`, call.name);
  }
}

function requestOf(conversation: string): string {
  return `req_${conversation.slice('cnv_'.length, conversation.lastIndexOf('.'))}`;
}
