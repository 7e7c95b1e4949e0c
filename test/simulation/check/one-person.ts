/** A person in several spaces is one person: places, rest and the day's cap of a new offer count over all seats of that person. */
import { dateAt } from './dates.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import { newOffers } from './constraints.ts';
import type { Check } from './ledger.ts';
import { countedToday, placesOf, type Moment } from './rules.ts';

/** Judges new offers to people who have seats in other spaces. A seat counts from the first time the volunteer is on. */
export const onePerson: Check = (ledger, change) => {
  const { who, now } = change;
  for (const { talk, seat } of newOffers(ledger, change)) {
    const others = ledger.othersOf(seat);
    const space = ledger.spaces.get(talk.space);
    if (others.length === 0 || space === undefined) continue;
    ledger.count('offers to people in two spaces');
    const obstacle = personObstacle(seat, others, { now, date: dateAt(space.timeZone, now) });
    if (obstacle !== undefined) ledger.violate(obstacle.invariant, `${seat.volunteer} was asked ${obstacle.says}`, who.name);
  }
};

interface Obstacle {
  readonly invariant: number;
  readonly says: string;
}

/** Why what the person does in other spaces keeps a new offer away. Undefined: it does not. */
export function personObstacle(
  seat: Seat,
  others: readonly Seat[],
  { now, date }: Pick<Moment, 'now' | 'date'>,
): Obstacle | undefined {
  if (others.length === 0) return undefined;
  const sum = (of: (one: Seat) => number): number => [seat, ...others].reduce((all, one) => all + of(one), 0);
  const held = sum((one) => one.talks.length + one.offers.length);
  if (held >= placesOf(seat)) return { invariant: 1, says: `with ${held} talks and offers in all spaces` };
  // A seat that was just made names its own beginning in both, by a clock that may be ahead. A rest after a talk ends later than it began.
  const resting = others.find((one) => one.restUntil > now && one.restUntil > one.idleSince);
  if (resting !== undefined) return { invariant: 6, says: `during the rest in ${resting.space}` };
  const today = sum((one) => countedToday(one, date));
  return today >= seat.facts.talksPerDay ? { invariant: 6, says: `after ${today} talks of the day` } : undefined;
}
