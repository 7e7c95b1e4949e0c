/** What the board shows at this moment, out of the history and what the service said. */
import { needs } from '../shared/domain/vocabulary.ts';
import type { BoardState, NeedRow } from './board.ts';
import type { CompressedLimits } from './compressed-time.ts';
import type { Evening, Schedule } from './evening.ts';
import { ofKind, type Entry } from './history.ts';
import { closingSeconds } from './limits.ts';
import type { Meter } from './meter.ts';
import { followedText } from './followed.ts';
import { eventText, namesIn } from './event-text.ts';
import { activityOf, snapshotOf, type Circumstances, type Snapshot, type Waiting } from './snapshot.ts';
import { violationsIn } from './violations.ts';

export interface Shown {
  readonly schedule: Schedule;
  readonly evening: Evening;
  readonly meter: Meter;
  readonly limits: CompressedLimits;
  /** Second of the day at which the evening begins. */
  readonly startsAt: number;
}

/** The state of the board now. Reads, never writes. */
export function boardStateOf({ schedule, evening, meter, limits, startsAt }: Shown): BoardState {
  const { factor, length, seed, volunteers } = schedule;
  const { entries } = evening.history;
  const now = evening.clock.now;
  const snapshot = snapshotOf(entries);
  const board = evening.board();
  const waiting = [...snapshot.waiting.values()];
  const heard = waiting.filter(({ silent }) => !silent);
  const rows = needs.map(
    (need) =>
      [
        need,
        needRow(
          heard.filter((one) => one.need === need),
          now,
        ),
      ] as const,
  );
  const seats = new Map(volunteers.map(({ name, capacity }) => [name, capacity]));
  const violations = [...violationsIn(entries, { seats, complete: false }).values()].reduce((sum, count) => sum + count, 0);
  const phase = now < length ? 'open' : 'closing';
  return {
    factor,
    seed,
    timeOfDay: startsAt + now,
    elapsed: now / factor,
    total: length / factor + (phase === 'open' ? 0 : closingSeconds),
    phase,
    needs: { ...noNeeds, ...Object.fromEntries(rows) },
    silent: waiting.length - heard.length,
    volunteers: groupsOf(snapshot, volunteers.length, { limits, factor, now }),
    conversations: [...snapshot.volunteers.values()].reduce((sum, { talks }) => sum + talks.size, 0),
    counts: countsOf(entries),
    hours: now / 3600,
    violations: violations + ofKind(entries, 'stopped').length,
    events: lastEvents(entries, startsAt, factor),
    service: board?.figures,
    serviceAge: board === undefined ? 0 : (now - board.at) / factor,
    repeated: meter.later,
    followed: followedText(entries, now),
  };
}

const noRow: NeedRow = { waiting: 0, longest: [] };
const noNeeds = { notSafeNow: noRow, now: noRow, soon: noRow, whenever: noRow };

function needRow(waiting: readonly Waiting[], now: number): NeedRow {
  return { waiting: waiting.length, longest: waiting.map(({ since }) => now - since).toSorted((a, b) => b - a) };
}

/** Each volunteer is in one group: a volunteer who talks is in `talking`, one who left without going off is in `off`. */
function groupsOf({ volunteers }: Snapshot, total: number, here: Omit<Circumstances, 'seats'>): BoardState['volunteers'] {
  const counts = { on: 0, talking: 0, asked: 0, free: 0, resting: 0, leaving: 0, off: total };
  for (const seen of volunteers.values()) {
    if (seen.state === 'off' || seen.state === 'vanished') continue;
    counts.on += 1;
    counts.off -= 1;
    counts[seen.state === 'draining' ? 'leaving' : activityOf(seen, { ...here, seats: 1 })] += 1;
  }
  return counts;
}

function countsOf(entries: readonly Entry[]): BoardState['counts'] {
  return {
    asked: ofKind(entries, 'asked').length,
    matched: ofKind(entries, 'accepted').length,
    gaveUp: ofKind(entries, 'cancelled').length,
    expired: ofKind(entries, 'expired').length,
    refused: ofKind(entries, 'refused').length,
    offers: ofKind(entries, 'offered').length,
    accepted: ofKind(entries, 'accepted').length,
  };
}

/** Entries read for the last lines: many of them are not shown. */
const eventsFrom = 200;

function lastEvents(entries: readonly Entry[], startsAt: number, factor: number): BoardState['events'] {
  const names = namesIn(entries);
  return entries.slice(-eventsFrom).flatMap((entry) => {
    const text = eventText(entry, factor, names);
    return text === undefined ? [] : [{ timeOfDay: startsAt + entry.at, text }];
  });
}
