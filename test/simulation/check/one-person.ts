/** A person in several spaces is one person: places, rest and the day's cap of a new offer count over all seats of that person. */
import { dateAt } from './dates.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import { newOffers } from './constraints.ts';
import type { Check, Ledger } from './ledger.ts';
import { countedToday, placesOf } from './rules.ts';

/** Judges new offers to people who have seats in other spaces. A seat counts from the first time the volunteer is on. */
export const onePerson: Check = (ledger, change) => {
  const { who, now } = change;
  for (const { talk, seat } of newOffers(ledger, change)) {
    const others = othersOf(ledger, seat);
    const space = ledger.spaces.get(talk.space);
    if (others.length === 0 || space === undefined) continue;
    ledger.count('offers to people in two spaces');
    const date = dateAt(space.timeZone, now);
    const sum = (of: (one: Seat) => number): number => [seat, ...others].reduce((all, one) => all + of(one), 0);
    const held = sum((one) => one.talks.length + one.offers.length);
    if (held >= placesOf(seat))
      ledger.violate(1, `${seat.volunteer} was asked with ${held} talks and offers in all spaces`, who.name);
    const resting = others.find((one) => one.restUntil > now);
    if (resting !== undefined) ledger.violate(6, `${seat.volunteer} was asked during the rest in ${resting.space}`, who.name);
    const today = sum((one) => countedToday(one, date));
    if (today >= seat.facts.talksPerDay)
      ledger.violate(6, `${seat.volunteer} was asked after ${today} talks of the day`, who.name);
  }
};

/** Found by the profiles and not by what the seats note of each other. */
function othersOf(ledger: Ledger, seat: Seat): readonly Seat[] {
  const subject = ledger.profiles.get(seat.volunteer)?.subject;
  if (subject === undefined) return [];
  return [...ledger.seats.values()].filter(
    ({ space, volunteer }) => space !== seat.space && ledger.profiles.get(volunteer)?.subject === subject,
  );
}
