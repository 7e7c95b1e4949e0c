/** The figures of past days, for a report: counts only. */
import type * as z from 'zod';
import type { dayView } from '../../contract/board.ts';
import type { Problem } from '../../contract/problems.ts';
import { noWaits } from '../../domain/estimate/wait-counts.ts';
import { dayMs, localDate } from '../../domain/hours/wall-clock.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { daysMax, pageItemsMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { dayCountsRecord, noFigures, type DayCounts } from '../statistics/count-records.ts';
import { waitPercentile } from '../statistics/wait-percentile.ts';
import { homeKeys } from '../store/keys.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { loadMany } from '../store/transact.ts';

export type DayView = z.input<typeof dayView>;

export interface Days {
  readonly timeZone: string;
  readonly items: readonly DayView[];
}

/** Days that are shown if the caller names none: a week. */
const usualDays = 7;

/**
 * Every day from `from` to `to`, both included, in the time zone of the space. A day without figures has zeros, and days to come are
 * left out. 401, 404; 422 if the first day comes after the last, or if there are more than `daysMax`.
 */
export async function showDays(
  ports: Ports,
  command: {
    readonly caller: Caller;
    readonly space: SpaceId;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  },
  now: EpochMs,
): Promise<Result<Days, Problem>> {
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const { timeZone } = space.value;
  const today = localDate(timeZone, now);
  const to = command.to ?? today;
  const from = command.from ?? shifted(to, 1 - usualDays);
  const dates = datesBetween(from, to < today ? to : today);
  if (from > to) return err(refused('The first day must not come after the last.'));
  if (dates.length > daysMax) return err(refused(`At most ${daysMax} days.`));
  const found = new Map<string, DayCounts>();
  for (let at = 0; at < dates.length; at += pageItemsMax) {
    const keys = dates.slice(at, at + pageItemsMax).map((date) => homeKeys.dayCounts(command.space, date));
    const counts = await loadMany(ports, keys, dayCountsRecord);
    if (!counts.ok) return counts;
    for (const one of counts.value) found.set(one.date, one);
  }
  return ok({ timeZone, items: dates.map((date) => dayViewOf(date, found.get(date))) });
}

function refused(detail: string): Problem {
  return { code: 'unprocessable', errors: [{ pointer: '/from', detail }] };
}

function shifted(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Stops after one date too many. */
function datesBetween(from: string, to: string): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date <= to && dates.length <= daysMax; date = shifted(date, 1)) dates.push(date);
  return dates;
}

function dayViewOf(date: string, counts: DayCounts | undefined): DayView {
  const { asked, matched, cancelled, expired, erased, lapsed, declined, ended, cases } = counts?.figures ?? noFigures;
  const waits = counts?.waits ?? noWaits;
  return {
    date,
    asked,
    matched,
    cancelled,
    expired,
    erased,
    waitP50: waitPercentile(waits, 0.5),
    waitP90: waitPercentile(waits, 0.9),
    lapses: lapsed,
    declines: declined,
    talks: ended,
    cases,
  };
}
