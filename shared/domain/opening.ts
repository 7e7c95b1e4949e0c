/** Whether a space takes requests, and when it will. The public page and the ask use case get the same answer. */
import type { Moment } from './eligibility.ts';
import { closesAt, isOpenAt, opensAt } from './hours/open.ts';
import type { Hours } from './hours/hours.ts';
import { localDate } from './hours/wall-clock.ts';
import type { Duty } from './policy/plan.ts';
import { mayMeet, mayOpen, type Space } from './space.ts';
import { earliest, plusSeconds, type EpochMs } from './time.ts';
import { openingStepsMax } from './hours/limits.ts';

export const closedBecauses = ['resources-not-confirmed', 'nowhere-to-meet', 'outside-hours', 'nobody-on-duty'] as const;
export type ClosedBecause = (typeof closedBecauses)[number];

export type Opening =
  /** `closesAt`: null if it never closes, as far as is known. */
  | { readonly open: true; readonly closesAt: EpochMs | null }
  /** `opensAt`: null if it is not known. */
  | { readonly open: false; readonly because: ClosedBecause; readonly opensAt: EpochMs | null };

/** Whether a coordinator is on duty. */
export function dutyNow(space: Space, now: EpochMs): boolean {
  return isOpenAt(space.duty, space.timeZone, now);
}

/**
 * Whether a coordinator is on duty at a moment, and when that changes. It searches through days of hours, so it is used only if a
 * volunteer is on probation.
 */
export function dutyAt(space: Space, now: EpochMs): Duty {
  const on = dutyNow(space, now);
  const changesAt = (on ? closesAt : opensAt)(space.duty, space.timeZone, now);
  return changesAt === null ? { on } : { on, changesAt };
}

/**
 * Whether the space is outside its hours; a crisis service also while no coordinator is on duty. Then nothing new begins: no offer
 * is made, and requests that wait end. Open offers and talks go on.
 */
export function isClosedAt(space: Space, now: EpochMs): boolean {
  return !isOpenAt(space.hours, space.timeZone, now) || (space.crisis && !dutyNow(space, now));
}

/** When the space, which is open, next closes. Null: never, as far as is known. */
export function closingOf(space: Space, now: EpochMs): EpochMs | null {
  const ends = [closesAt(space.hours, space.timeZone, now), space.crisis ? closesAt(space.duty, space.timeZone, now) : null];
  return earliest(...ends.map((end) => end ?? undefined)) ?? null;
}

/** From when nothing new begins: `now` if the space is closed, undefined if it never closes, as far as is known. */
export function closingFrom(space: Space, now: EpochMs): EpochMs | undefined {
  return isClosedAt(space, now) ? now : (closingOf(space, now) ?? undefined);
}

/** What decides, beside the volunteer, whether an offer may be made now. */
export function momentOf(space: Space, now: EpochMs): Moment {
  return { date: localDate(space.timeZone, now), onDuty: dutyNow(space, now), closed: isClosedAt(space, now) };
}

/**
 * A space is open if its help numbers are confirmed, the two sides of a talk have a place to meet, it is within its hours, and it does not close before an offer could be
 * answered. In a crisis service a coordinator must also be on duty, for as long.
 */
export function openingOf(space: Space, now: EpochMs): Opening {
  if (!mayOpen(space)) return { open: false, because: 'resources-not-confirmed', opensAt: null };
  if (!mayMeet(space, space.unpartnered !== true)) return { open: false, because: 'nowhere-to-meet', opensAt: null };
  if (!lastsAWindow(space.hours, space, now)) return { open: false, because: 'outside-hours', opensAt: nextOpening(space, now) };
  if (!isStaffed(space, now)) return { open: false, because: 'nobody-on-duty', opensAt: nextOpening(space, now) };
  return { open: true, closesAt: closingOf(space, now) };
}

/** Whether these hours hold now, and long enough for an offer to be answered. */
function lastsAWindow(of: Hours, { timeZone, limits }: Space, at: EpochMs): boolean {
  if (!isOpenAt(of, timeZone, at)) return false;
  const closes = closesAt(of, timeZone, at);
  return closes === null || closes >= plusSeconds(at, limits.offerWindowSeconds);
}

/** Whether a coordinator is on duty for at least an offer window, if the space needs one. */
function isStaffed(space: Space, at: EpochMs): boolean {
  return !space.crisis || lastsAWindow(space.duty, space, at);
}

/**
 * The first instant from `now` on that is within hours and, in a crisis service, on duty. The search goes step by step and is
 * bounded.
 */
function nextOpening(space: Space, now: EpochMs): EpochMs | null {
  let at: EpochMs | null = now;
  for (let step = 0; step < openingStepsMax && at !== null; step += 1) {
    const opens = opensAt(space.hours, space.timeZone, at);
    if (opens === null) return null;
    const staffed = space.crisis ? opensAt(space.duty, space.timeZone, opens) : opens;
    if (staffed === opens && lastsAWindow(space.hours, space, opens) && isStaffed(space, opens)) return opens;
    at = staffed === opens ? closingOf(space, opens) : staffed;
  }
  return null;
}
