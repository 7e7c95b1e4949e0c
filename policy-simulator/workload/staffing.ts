/** How many volunteers start at which time, so that the number on follows a load. */
import { type Lognormal, lognormalMean, lognormalSurvival } from '../../random/distributions.ts';

/** Length of a slot in minutes. */
const slotMinutes = 15;
const slotsPerHour = 60 / slotMinutes;

/**
 * Shifts that start in each slot of 15 minutes, on average, so that the number of volunteers on follows `target` (volunteers for
 * each hour, from hour 0). Each slot adds the volunteers that are missing after those who are still on from earlier slots. Where
 * too many are on, the slot adds none.
 */
export function shiftStarts(
  target: readonly number[],
  length: Lognormal,
): { readonly perSlot: readonly number[]; readonly slotSeconds: number } {
  const slotSeconds = slotMinutes * 60;
  const stays = Array.from({ length: Math.ceil(length.max / slotSeconds) + 1 }, (_, slots) =>
    lognormalSurvival(length, slots * slotSeconds),
  );
  const perSlot: number[] = [];
  for (let slot = 0; slot < target.length * slotsPerHour; slot += 1) {
    let stillOn = 0;
    for (let age = 1; age < stays.length && age <= slot; age += 1) stillOn += (perSlot[slot - age] ?? 0) * (stays[age] ?? 0);
    perSlot.push(Math.max(0, wanted(target, slot) - stillOn));
  }
  return { perSlot, slotSeconds };
}

/** Between the middles of two hours the target changes linearly. */
function wanted(target: readonly number[], slot: number): number {
  const at = (slot + 0.5) / slotsPerHour - 0.5;
  const before = target[Math.max(0, Math.floor(at))] ?? 0;
  const after = target[Math.min(target.length - 1, Math.max(0, Math.floor(at) + 1))] ?? before;
  const share = Math.max(0, at - Math.floor(at));
  return at < 0 ? before : before + (after - before) * share;
}

/** Volunteers needed in each hour of a day: the number of talks and rests at the same time, divided by the load. */
export function targetPerHour(
  demand: { readonly perDay: number; readonly shape: readonly number[] },
  held: { readonly talk: Lognormal; readonly restSeconds: number; readonly seatsPerVolunteer: number },
  load: number,
): readonly number[] {
  const seconds = lognormalMean(held.talk) + held.restSeconds;
  return demand.shape.map((share) => (demand.perDay * share * seconds) / 3600 / load / held.seatsPerVolunteer);
}
