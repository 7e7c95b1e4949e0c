/** What the board shows at this moment, out of the history and what the service said. */
import { needs } from '../shared/domain/vocabulary.ts';
import type { BoardState, NeedRow } from './board.ts';
import type { CompressedLimits } from './compressed.ts';
import type { Evening, Programme } from './evening.ts';
import { ofKind } from './history.ts';
import type { Entry } from './history.ts';
import { closingSeconds } from './limits.ts';
import { newsOf } from './news.ts';
import { activityOf, pictureOf } from './picture.ts';
import type { Circumstances, Picture, Waiting } from './picture.ts';
import { wrongsOf } from './wrongs.ts';

export interface Shown {
  readonly programme: Programme;
  readonly evening: Evening;
  readonly limits: CompressedLimits;
  /** Second of the day at which the curtain rises. */
  readonly startsAt: number;
}

/** The state of the board now. Reads, never writes. */
export function boardStateOf({ programme, evening, limits, startsAt }: Shown): BoardState {
  const { factor, length, seed, volunteers } = programme;
  const { entries } = evening.history;
  const now = evening.clock.now;
  const picture = pictureOf(entries);
  const waiting = [...picture.waiting.values()];
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
  const wrong = [...wrongsOf(entries, { seats, complete: false }).values()].reduce((sum, count) => sum + count, 0);
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
    volunteers: groupsOf(picture, volunteers.length, { limits, factor, now }),
    conversations: [...picture.volunteers.values()].reduce((sum, { talks }) => sum + talks.size, 0),
    counts: countsOf(entries),
    hours: now / 3600,
    wrong: wrong + ofKind(entries, 'stopped').length,
    news: newsLast(entries, startsAt, factor),
    service: evening.board(),
  };
}

const noRow: NeedRow = { waiting: 0, longest: [] };
const noNeeds = { notSafeNow: noRow, now: noRow, soon: noRow, whenever: noRow };

function needRow(waiting: readonly Waiting[], now: number): NeedRow {
  return { waiting: waiting.length, longest: waiting.map(({ since }) => now - since).toSorted((a, b) => b - a) };
}

/** Each volunteer is in one group, whoever talks among the talking; who has left without a word is off. */
function groupsOf({ volunteers }: Picture, total: number, here: Omit<Circumstances, 'seats'>): BoardState['volunteers'] {
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

/** Entries looked at for the last lines: many are too small to tell. */
const newsFrom = 200;

function newsLast(entries: readonly Entry[], startsAt: number, factor: number): BoardState['news'] {
  return entries.slice(-newsFrom).flatMap((entry) => {
    const text = newsOf(entry, factor);
    return text === undefined ? [] : [{ timeOfDay: startsAt + entry.at, text }];
  });
}
