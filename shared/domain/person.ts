/** One person who is a volunteer in several spaces: what they do in the others counts in each. */
import { roomViolations, type Moment } from './eligibility.ts';
import { capacityOf, dayCount, taken, talksOn, type Seat } from './seat.ts';
import { seatsElsewhereMax } from './person-limits.ts';
import { latest, plusSeconds, type EpochMs } from './time.ts';

/**
 * The seat as it counts for a new offer: with the talks, open offers, rest and talks of the day that the same person has in other
 * spaces. Days are compared by their date, also between time zones. It is for deciding only, and is never stored.
 */
export function asOnePerson(seat: Seat, others: readonly Seat[], date: string): Seat {
  if (others.length === 0) return seat;
  const sum = (of: (other: Seat) => number): number => others.reduce((all, other) => all + of(other), 0);
  return {
    ...seat,
    capacity: Math.max(0, capacityOf(seat) - sum(taken)),
    restUntil: others.reduce((until, other) => latest(until, other.restUntil), seat.restUntil),
    day: {
      date: seat.day.date > date ? seat.day.date : date,
      talks: talksOn(seat, date) + sum((other) => dayCount(other, date)),
    },
  };
}

/** The other seat, which knows of this seat from now on. No caller is ever shown that, so `seq` stays. Undefined: it does already. */
export function knowingOf(other: Seat, seat: Pick<Seat, 'space' | 'volunteer'>): Seat | undefined {
  const known = other.elsewhere ?? [];
  if (known.some(({ space, volunteer }) => space === seat.space && volunteer === seat.volunteer)) return undefined;
  const { space, volunteer } = seat;
  const elsewhere = [...known.filter((one) => one.space !== space), { space, volunteer }].slice(-seatsElsewhereMax);
  return { ...other, event: 'known-elsewhere', elsewhere };
}

/** The other seat, which no longer knows of this volunteer. Undefined: it does not. */
export function forgetting(other: Seat, volunteer: Seat['volunteer']): Seat | undefined {
  const { elsewhere: known = [], ...rest } = other;
  const left = known.filter((one) => one.volunteer !== volunteer);
  if (left.length === known.length) return undefined;
  return { ...rest, seq: other.seq + 1, ...(left.length === 0 ? {} : { elsewhere: left }) };
}

/**
 * The seat as the people of its space may see it. If only what the person does elsewhere keeps offers away, the seat looks as if it
 * rested for a moment, which happens after a lapsed offer too. So no space learns what happens in another.
 */
export function asItsSpaceSees(seat: Seat, others: readonly Seat[], moment: Moment, now: EpochMs): Seat {
  const own = roomViolations(seat, moment, now).length;
  const all = roomViolations(asOnePerson(seat, others, moment.date), moment, now).length;
  return own > 0 || all === 0 ? seat : { ...seat, backOffUntil: plusSeconds(now, 1) };
}

/** Whether the person talks, is asked or rests in another space: then no space calls them out. */
export function isBusyElsewhere(others: readonly Seat[], now: EpochMs): boolean {
  return others.some((other) => taken(other) > 0 || other.restUntil > now);
}
