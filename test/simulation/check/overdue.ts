/**
 * Invariants 2, 4, 9 and 14: everything that depends on the time happens within the bound, even if every wake is lost. Offers lapse,
 * requests expire, leases and talks end, and finished requests are swept.
 */
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Check, Ledger } from './ledger.ts';
import { boundMs } from './patience.ts';

interface Due {
  /** In milliseconds. */
  readonly at: number;
  /** Whether a timer is set for it. Without a timer, the reconciler does it in its run every minute. */
  readonly timed: boolean;
  readonly invariant: number;
  readonly says: string;
}

export interface OverdueOptions {
  /** In milliseconds. Before this time, faults may have kept every process from deciding. */
  readonly from: number;
  /** Maximum of milliseconds until a timer arrives. */
  readonly timerMs: number;
}

/** The due times, updated with every commit. */
export class Overdue {
  readonly #options: OverdueOptions;
  readonly #due = new Map<string, Due>();
  /** The first due time that would be late. It is computed again after a commit. */
  #first: Due | undefined;
  #isKnown = false;

  constructor(options: OverdueOptions) {
    this.#options = options;
  }

  /** Notes what a commit changed. */
  readonly note: Check = (_ledger, { talks, seats }) => {
    for (const { before, after } of talks) this.#set(after?.id ?? before?.id ?? '', this.#soonest(after && duesOfTalk(after)));
    for (const { after } of seats) if (after !== undefined) this.#set(after.volunteer, this.#soonest(duesOfSeat(after)));
  };

  /** Checks a moment, in milliseconds. */
  check(ledger: Ledger, now: number): void {
    if (!this.#isKnown) this.#first = this.#soonest([...this.#due.values()]);
    this.#isKnown = true;
    const first = this.#first;
    if (first === undefined || now <= this.#lateAt(first)) return;
    ledger.violate(first.invariant, `${first.says} is overdue by ${(now - first.at) / 1_000} s`);
  }

  #set(id: string, due: Due | undefined): void {
    if (due === undefined) this.#due.delete(id);
    else this.#due.set(id, due);
    this.#isKnown = false;
  }

  #soonest(dues: readonly Due[] = []): Due | undefined {
    return dues.toSorted((a, b) => this.#lateAt(a) - this.#lateAt(b))[0];
  }

  #lateAt({ at, timed }: Due): number {
    return Math.max(at, this.#options.from) + (timed ? this.#options.timerMs : boundMs);
  }
}

function duesOfTalk({ id, state, expiresAt, offers, match, deleteAt }: Talk): readonly Due[] {
  const ends = { at: match?.endsBy ?? Infinity, timed: false, invariant: 2, says: `the end of the talk of ${id}` };
  if (state === 'matched') return [ends];
  const sweep = { at: deleteAt ?? Infinity, timed: false, invariant: 14, says: `the sweep of ${id}` };
  if (state !== 'waiting' && state !== 'offered') return [sweep];
  const expiry = { at: expiresAt, timed: true, invariant: 2, says: `the expiry of ${id}` };
  return [expiry, ...offers.map((one) => ({ at: one.expiresAt, timed: true, invariant: 9, says: `the lapse of ${one.id}` }))];
}

/** A volunteer in a talk needs no lease. The end of eligibility does not wait for the end of a talk. */
function duesOfSeat({ volunteer, on, talks, leaseExpiresAt, until, facts }: Seat): readonly Due[] {
  if (on !== 'on' && (on === 'off' || talks.length > 0)) return [];
  const eligible = {
    at: facts.eligibleUntil ?? Infinity,
    timed: false,
    invariant: 6,
    says: `the off of ${volunteer}, not eligible`,
  };
  if (talks.length > 0) return [eligible];
  const at = Math.min(leaseExpiresAt, until ?? Infinity);
  return [eligible, { at, timed: false, invariant: 4, says: `the end of the lease of ${volunteer}` }];
}
