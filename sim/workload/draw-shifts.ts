/** Who is on, and when: volunteers of one population come for a shift when their community needs them, more or less. */
import { plusSeconds } from '../../shared/domain/time.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { exponential, lognormal } from '../../random/distributions.ts';
import type { Lognormal } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import type { Person, Shift } from './scene.ts';

export interface ShiftHabits {
  readonly length: Lognormal;
  /** Volunteers who tell until when they stay. */
  readonly tellsUntilShare: number;
  /** Of those, how many go before that; up to `earlySecondsMax` before. */
  readonly leavesEarlyShare: number;
  readonly earlySecondsMax: number;
  /** Volunteers who go without a word. */
  readonly vanishesShare: number;
}

/** Starts of shifts over one day, in seconds since its midnight: Poisson in each slot. */
export function startTimes(perSlot: readonly number[], slotSeconds: number, random: Random): readonly number[] {
  const times: number[] = [];
  perSlot.forEach((mean, slot) => {
    if (mean <= 0) return;
    const gap = slotSeconds / mean;
    for (let at = exponential(random, gap); at < slotSeconds; at += exponential(random, gap)) times.push(slot * slotSeconds + at);
  });
  return times;
}

/**
 * A shift for each start, by somebody who is not on at that time. Who it is, how long they stay and how they go follow from
 * the seed and the number of the shift.
 */
export function drawShifts(
  seed: number,
  starts: readonly EpochMs[],
  people: readonly Person[],
  habits: ShiftHabits,
): readonly Shift[] {
  const busyUntil = new Map<Person, EpochMs>();
  return starts.flatMap((from, n) => {
    const random = stream(seed, 'shift', n);
    const person = freePerson(people, Math.floor(random.next() * people.length), (one) => (busyUntil.get(one) ?? 0) <= from);
    const to = plusSeconds(from, lognormal(random, habits.length));
    const tells = random.next() < habits.tellsUntilShare;
    const early = random.next() < habits.leavesEarlyShare ? random.next() * habits.earlySecondsMax : 0;
    const vanishes = random.next() < habits.vanishesShare;
    if (person === undefined) return [];
    // Nobody comes back while the talk they went with could still go on.
    busyUntil.set(person, plusSeconds(to, backSeconds));
    return [{ person, from, to, vanishes, ...(tells ? { until: plusSeconds(to, early) } : {}) }];
  });
}

/** Seconds between two shifts of one volunteer: longer than a talk may last. */
const backSeconds = 10_800;

function freePerson(people: readonly Person[], from: number, isFree: (one: Person) => boolean): Person | undefined {
  for (let step = 0; step < people.length; step += 1) {
    const person = people[(from + step) % people.length];
    if (person !== undefined && isFree(person)) return person;
  }
  return undefined;
}
