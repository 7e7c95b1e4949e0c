/** Whether a space takes requests, and when it will. The public page and the ask use case get the same answer. */
import { closesAt, isOpenAt, opensAt } from './hours/open.ts';
import type { Duty } from './policy/plan.ts';
import { mayOpen, type Space } from './space.ts';
import { plusSeconds, type EpochMs } from './time.ts';
import { openingStepsMax } from './limits.ts';

export type ClosedBecause = 'outside-hours' | 'resources-not-confirmed' | 'nobody-on-duty';

export type Opening =
  | { readonly open: true }
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
 * A space is open if its help numbers are confirmed, it is within its hours, and it does not close before an offer could be
 * answered. In a crisis service a coordinator must also be on duty.
 */
export function openingOf(space: Space, now: EpochMs): Opening {
  if (!mayOpen(space)) return { open: false, because: 'resources-not-confirmed', opensAt: null };
  if (!withinHours(space, now)) return { open: false, because: 'outside-hours', opensAt: nextOpening(space, now) };
  if (space.crisis && !dutyNow(space, now)) return { open: false, because: 'nobody-on-duty', opensAt: nextOpening(space, now) };
  return { open: true };
}

function withinHours(space: Space, at: EpochMs): boolean {
  if (!isOpenAt(space.hours, space.timeZone, at)) return false;
  const closes = closesAt(space.hours, space.timeZone, at);
  return closes === null || closes >= plusSeconds(at, space.limits.offerWindowSeconds);
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
    if (staffed === opens && withinHours(space, opens)) return opens;
    at = staffed === opens ? closesAt(space.hours, space.timeZone, opens) : staffed;
  }
  return null;
}
