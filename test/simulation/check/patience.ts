/**
 * Invariant 9: no seeker waits longer than the bound while a free volunteer could serve the request, or after the closing. It is checked in every pause between
 * two events. During a pause only the time changes, so the two ends of the pause show everything.
 */
import { dateAt } from './dates.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import { isClosed, isOnDuty } from './duty.ts';
import type { Ledger } from './ledger.ts';
import { personObstacle } from './one-person.ts';
import { pairObstacle, preferencesAdmit, seatObstacle } from './rules.ts';

/** Maximum of milliseconds until a decision, even if every wake is lost. */
export const boundMs = 90_000;

/** The time since which each pair could have been matched, as far as is known. */
export class Patience {
  readonly #since = new Map<string, number>();

  /** Forgets all pairs. Waiting times start again. */
  restart(): void {
    this.#since.clear();
  }

  /** Checks a pause between two moments, in which nothing happens. */
  pause(ledger: Ledger, { from, to }: { readonly from: number; readonly to: number }, mostMs: number): void {
    const early = pairsAt(ledger, from);
    const late = pairsAt(ledger, to);
    for (const pair of this.#since.keys()) if (!early.has(pair)) this.#since.delete(pair);
    for (const pair of early) if (!this.#since.has(pair)) this.#since.set(pair, from);
    for (const [pair, since] of this.#since) {
      if (late.has(pair) && to - since > mostMs)
        ledger.violate(9, `${pair} could have been matched or ended ${(to - since) / 1_000} s ago`);
    }
    for (const pair of this.#since.keys()) if (!late.has(pair)) this.#since.delete(pair);
  }
}

/**
 * Every pair of a waiting request without an offer and a volunteer who could take it now. After the closing such a request ends:
 * it is paired with the closing.
 */
export function pairsAt(ledger: Ledger, at: number): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const talk of ledger.talks.values()) {
    const space = ledger.spaces.get(talk.space);
    if (space === undefined || talk.state !== 'waiting' || talk.expiresAt <= at) continue;
    if (isClosed(space, at)) pairs.add(`${talk.id} (${talk.seq}) and the closing of ${space.id}`);
    if (talk.lastSeenAt + space.limits.stillThereSeconds * 1_000 <= at) continue;
    for (const seat of ledger.seats.values()) if (couldServe(ledger, { talk, seat, space }, at)) pairs.add(nameOf(talk, seat));
  }
  return pairs;
}

/** The name changes when the request or the seat changes. Then the waiting time starts again. */
function nameOf(talk: Talk, seat: Seat): string {
  return `${talk.id} (${talk.seq}) and ${seat.volunteer} (${seat.session} ${[...seat.talks, ...seat.offers].length})`;
}

function couldServe(
  ledger: Ledger,
  { talk, seat, space }: { readonly talk: Talk; readonly seat: Seat; readonly space: Space },
  at: number,
): boolean {
  if (seat.space !== space.id || seat.offers.length > 0) return false;
  const date = dateAt(space.timeZone, at);
  const isBlocked = (one: Talk, by: Seat): boolean => ledger.isBlocked(one, by.volunteer);
  const moment = { now: at, date, onDuty: isOnDuty(space, at), closed: isClosed(space, at), policy: space.policy, isBlocked };
  if (seatObstacle(seat, moment) !== undefined || pairObstacle(talk, seat, moment) !== undefined) return false;
  if (personObstacle(seat, ledger.othersOf(seat), moment) !== undefined) return false;
  return preferencesAdmit(talk, seat, [...ledger.seats.values()], moment);
}
