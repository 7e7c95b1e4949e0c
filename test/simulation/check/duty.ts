/** Duty and probation, said a second time: plain clocks in UTC, in which every simulated space lives. */
import { weekdays } from '../../../shared/domain/hours/hours.ts';
import type { Seat } from '../../../shared/domain/seat.ts';
import type { Space } from '../../../shared/domain/space.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Change, Ledger } from './ledger.ts';

/** Whether a coordinator of the space is on duty; `at` in milliseconds since the epoch. Spans over midnight are not told of here. */
export function isOnDuty({ duty, timeZone }: Space, at: number): boolean {
  if ('always' in duty) return true;
  if (timeZone !== 'UTC') throw new Error('the simulated spaces live in UTC');
  const clock = new Date(at).toISOString().slice(11, 16);
  const today = weekdays[new Date(at).getUTCDay()];
  return duty.weekly.some(({ day, from, to }) => day === today && from <= clock && clock < to);
}

/** Whether the volunteer has still to have their first talks. */
export function isNew(seat: Seat): boolean {
  return (seat.talksEnded ?? 0) < (seat.facts.probationTalks ?? 0);
}

/** A talk that came to its end, by being forgotten too, counts once for the volunteer who was in it, and nothing else does. */
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
