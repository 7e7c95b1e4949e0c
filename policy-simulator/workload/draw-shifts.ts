/** The shifts of volunteers: the volunteers of one population come about when the demand needs them. */
import { plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { exponential, lognormal, type Lognormal } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import type { Person, Shift } from './scenario.ts';

export interface ShiftHabits {
  readonly length: Lognormal;
  /** Share of volunteers who say until when they stay. */
  readonly announcesEndShare: number;
  /** Share of these who go earlier, by up to `earlySecondsMax`. */
  readonly leavesEarlyShare: number;
  readonly earlySecondsMax: number;
  /** Share of volunteers who leave silently. */
  readonly leavesSilentlyShare: number;
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
 * A shift for each start, by a volunteer who is not on at that time. The seed and the number of the shift decide which volunteer
 * it is, how long the shift lasts and how it ends.
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
    const announces = random.next() < habits.announcesEndShare;
    const early = random.next() < habits.leavesEarlyShare ? random.next() * habits.earlySecondsMax : 0;
    const leavesSilently = random.next() < habits.leavesSilentlyShare;
    if (person === undefined) return [];
    // A volunteer does not come back while the last talk of the shift before could still go on.
    busyUntil.set(person, plusSeconds(to, backSeconds));
    return [{ person, from, to, leavesSilently, ...(announces ? { until: plusSeconds(to, early) } : {}) }];
  });
}

/** Seconds between two shifts of one volunteer: longer than a talk can last. */
const backSeconds = 10_800;

function freePerson(people: readonly Person[], from: number, isFree: (one: Person) => boolean): Person | undefined {
  for (let step = 0; step < people.length; step += 1) {
    const person = people[(from + step) % people.length];
    if (person !== undefined && isFree(person)) return person;
  }
  return undefined;
}
