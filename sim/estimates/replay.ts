/**
 * The trace replayed for the estimates: everybody who asked for an agent is told what the waits known at that moment allow,
 * by the very function that the service tells seekers with, and is then seen to wait as they did in 1999.
 */
import { estimateFrom } from '../../shared/domain/estimate/estimate.ts';
import type { WaitEstimate } from '../../shared/domain/estimate/estimate.ts';
import { addSample, noWaits } from '../../shared/domain/estimate/wait-counts.ts';
import type { WaitCounts } from '../../shared/domain/estimate/wait-counts.ts';
import type { Call, TraceDay } from '../workload/bank-trace.ts';

/** What is known of somebody when they ask. */
export interface Situation {
  readonly hour: number;
  /** How many others wait. */
  readonly ahead: number;
}

/** By what waits are told apart; the first of the names under which enough is known counts. */
export interface Estimator {
  readonly name: string;
  readonly keys: (of: Situation) => readonly string[];
}

export interface Told {
  /** Month of the year, as in the date. */
  readonly month: string;
  readonly wait: number;
  readonly served: boolean;
  readonly told: WaitEstimate | null;
}

interface Asking extends Situation {
  readonly from: number;
  readonly to: number;
  readonly month: string;
  readonly call: Call;
}

/** Everybody of the trace, by when they asked. Who is served teaches the estimator the moment their wait is over. */
export function foretell(days: readonly TraceDay[], { keys }: Estimator): readonly Told[] {
  const counts = new Map<string, WaitCounts>();
  const asking = situations(days);
  const over = asking.toSorted((a, b) => a.to - b.to);
  let next = 0;
  return asking.map((one) => {
    for (let past = over[next]; past !== undefined && past.to < one.from; past = over[(next += 1)]) {
      if (past.call.served === undefined) continue;
      for (const key of keys(past)) counts.set(key, addSample(counts.get(key) ?? noWaits, past.call.waited));
    }
    const told = keys(one).map((key) => estimateFrom(counts.get(key) ?? noWaits));
    return {
      month: one.month,
      wait: one.call.waited,
      served: one.call.served !== undefined,
      told: told.find((estimate) => estimate !== null) ?? null,
    };
  });
}

/** All calls with what was known when they came, in seconds since the first day of the trace. */
function situations(days: readonly TraceDay[]): readonly Asking[] {
  const first = days[0]?.date ?? '';
  const calls = days.flatMap(({ date, calls: all }) => {
    const midnight = (Date.parse(date) - Date.parse(first)) / 1000;
    return all.map((call) => ({ call, month: date.slice(0, 7), from: midnight + call.at, to: midnight + call.at + call.waited }));
  });
  const waiting: { readonly to: number }[] = [];
  return calls
    .toSorted((a, b) => a.from - b.from)
    .map((one) => {
      const still = waiting.filter(({ to }) => to >= one.from);
      waiting.splice(0, waiting.length, ...still);
      if (one.to > one.from) waiting.push(one);
      return { ...one, hour: Math.floor(one.call.at / 3600) % 24, ahead: still.length };
    });
}
