/** Hours, duty and probation, written a second time, apart from the product code. Every simulated space has the time zone UTC. */
import { weekdays } from '../../../shared/domain/hours/hours.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Change, Ledger } from './ledger.ts';

/** Whether a coordinator of the space is on duty; `at` in milliseconds since the epoch. */
export function isOnDuty(space: Space, at: number): boolean {
  return holds(space.duty, space, at);
}

/** Whether the space is outside its hours, or is a crisis service without a coordinator on duty. */
export function isClosed(space: Space, at: number): boolean {
  return !holds(space.hours, space, at) || (space.crisis && !isOnDuty(space, at));
}

/** Spans over midnight and dates with hours of their own are not supported. */
function holds(hours: Space['hours'], { timeZone }: Space, at: number): boolean {
  if (hours.exceptions !== undefined) throw new Error('simulated spaces must have no dates with hours of their own');
  if ('always' in hours) return true;
  if (timeZone !== 'UTC') throw new Error('simulated spaces must have the time zone UTC');
  const clock = new Date(at).toISOString().slice(11, 16);
  const today = weekdays[new Date(at).getUTCDay()];
  return hours.weekly.some(({ day, from, to }) => day === today && from <= clock && clock < to);
}

/** Whether the volunteer is on probation: the first talks have not ended yet. */
export function isNew(seat: Seat): boolean {
  return (seat.talksEnded ?? 0) < (seat.facts.probationTalks ?? 0);
}

/** A talk that ends, also by erasure, counts once for its volunteer. Nothing else counts. */
export function countsItsTalks(ledger: Ledger, { talks, seats, who }: Change): void {
  for (const { before, after } of seats) {
    if (after === undefined) continue;
    const ended = talks.filter((talk) => wasIn(talk.before, after) && (talk.after === undefined || talk.after.state === 'ended'));
    const counted = (after.talksEnded ?? 0) - (before?.talksEnded ?? 0);
    if (counted !== ended.length)
      ledger.violate('probation', `${ended.length} talks of ${after.volunteer} ended, and ${counted} are counted`, who.name);
  }
}

function wasIn(talk: Talk | undefined, { volunteer }: Seat): boolean {
  return talk?.state === 'matched' && talk.match?.volunteer === volunteer;
}
