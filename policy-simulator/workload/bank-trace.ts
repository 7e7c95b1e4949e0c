/**
 * Reads the bank's trace: one row per call of 1999, as the Technion published it (Guedj and Mandelbaum 2000; free for use if the
 * source is named). The trace is not part of this project, so its path must be given.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

/** Regular customers, prospects, stock trading, internet support, calls put on hold, customers who speak English. */
const callType = z.enum(['PS', 'NW', 'NE', 'IN', 'TT', 'PE']);
export type CallType = z.infer<typeof callType>;

const seconds = z.coerce.number().int().nonnegative();

const row = z
  .object({
    date: z.iso.date(),
    type: callType,
    vru_entry_s: seconds,
    vru_exit_s: seconds,
    q_start_s: seconds,
    q_time: seconds,
    outcome: z.enum(['AGENT', 'HANG', 'PHANTOM']),
    ser_time: seconds,
    asked_agent: z.enum(['0', '1']),
  })
  .loose();

/** A caller who asked for an agent. */
export interface Call {
  /** Seconds of the day at which the caller asked. */
  readonly at: number;
  readonly type: CallType;
  /** Seconds until the agent took the call or the caller hung up. */
  readonly waited: number;
  /** Seconds with the agent; undefined for callers who hung up first. */
  readonly served?: number;
}

export interface TraceDay {
  readonly date: string;
  readonly calls: readonly Call[];
}

/** The days of a trace by date, each with its calls in order of time. Reads CSV, plain or gzipped. */
export function readTrace(path: string): readonly TraceDay[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [head = '', ...lines] = text.split('\n').filter((line) => line.length > 0);
  const names = head.trim().split(',');
  const calls = lines.flatMap((line) => {
    const cells = line.trim().split(',');
    const parsed = row.safeParse(Object.fromEntries(names.map((name, n) => [name, cells[n]])));
    // Rows of other kinds (two calls without a kind, transfers) are not callers who ask for an agent.
    return parsed.success && parsed.data.asked_agent === '1' ? [parsed.data] : [];
  });
  return [...Map.groupBy(calls, (one) => one.date)]
    .map(([date, all]) => ({ date, calls: all.map(callOf).toSorted((a, b) => a.at - b.at) }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function callOf(of: z.infer<typeof row>): Call {
  const at = of.q_start_s > 0 ? of.q_start_s : Math.max(of.vru_exit_s, of.vru_entry_s);
  return { at, type: of.type, waited: of.q_time, ...(of.outcome === 'AGENT' && of.ser_time > 0 ? { served: of.ser_time } : {}) };
}

/** Days on which the bank works the whole day: Sunday to Thursday, with about as many calls as other such days. */
export function workingDays(days: readonly TraceDay[], month: string): readonly TraceDay[] {
  return days.filter(({ date, calls }) => date.slice(5, 7) === month && isWorkday(date) && calls.length >= callsMin);
}

/** A day with fewer calls than this was not normal: two thirds of the mean. */
const callsMin = 985;

function isWorkday(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday <= 4;
}
