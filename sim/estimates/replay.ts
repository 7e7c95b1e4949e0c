/**
 * The trace replayed for the estimates: everybody who asked for an agent is told what the waits known at that moment allow,
 * by the very function that the service tells seekers with, and is then seen to wait as they did in 1999.
 */
import { estimateFrom } from '../../shared/domain/estimate/estimate.ts';
import type { WaitEstimate } from '../../shared/domain/estimate/estimate.ts';
import { addSample, noWaits } from '../../shared/domain/estimate/wait-counts.ts';
import type { WaitCounts } from '../../shared/domain/estimate/wait-counts.ts';
import type { Call, TraceDay } from '../workload/bank-trace.ts';
import { QueueHistory } from './predictors.ts';

/** Somebody who asks, and what is known of the queue when they do. */
export interface Asking {
  /** Seconds since the first day of the trace: when they ask, and when their wait is over. */
  readonly from: number;
  readonly to: number;
  readonly month: string;
  readonly call: Call;
  readonly hour: number;
  /** How many others wait. */
  readonly ahead: number;
  readonly predictors: readonly number[];
}

/** By what waits are told apart. */
export interface Estimator {
  readonly name: string;
  /** Made once for a trace. */
  readonly keyFor: (all: readonly Asking[]) => (of: Asking) => string;
}

export interface Told {
  /** Month of the year, as in the date. */
  readonly month: string;
  readonly wait: number;
  readonly served: boolean;
  readonly told: WaitEstimate | null;
}

/** Everybody of the trace, by when they asked. Who is served teaches the estimator the moment their wait is over. */
export function foretell(asking: readonly Asking[], { keyFor }: Estimator): readonly Told[] {
  const keyOf = keyFor(asking);
  const counts = new Map<string, WaitCounts>();
  const over = asking.toSorted((a, b) => a.to - b.to);
  let next = 0;
  return asking.map((one) => {
    for (let past = over[next]; past !== undefined && past.to < one.from; past = over[(next += 1)]) {
      if (past.call.served === undefined) continue;
      const key = keyOf(past);
      counts.set(key, addSample(counts.get(key) ?? noWaits, past.call.waited));
    }
    const told = estimateFrom(counts.get(keyOf(one)) ?? noWaits);
    return { month: one.month, wait: one.call.waited, served: one.call.served !== undefined, told };
  });
}

/** All calls of the trace in the order in which they came, each with what was known of the queue then. */
export function askingIn(days: readonly TraceDay[]): readonly Asking[] {
  const first = Date.parse(days[0]?.date ?? '');
  const calls = days
    .flatMap(({ date, calls: all }) => {
      const midnight = (Date.parse(date) - first) / 1000;
      return all.map((call) => {
        const from = midnight + call.at;
        return { call, month: date.slice(0, 7), from, to: from + call.waited };
      });
    })
    .toSorted((a, b) => a.from - b.from);
  const history = new QueueHistory();
  let waiting: typeof calls = [];
  let entering: typeof calls = [];
  return calls.map((one) => {
    const entered = entering.filter(({ to }) => to < one.from).toSorted((a, b) => a.to - b.to);
    for (const { call, to } of entered) history.entered(call.waited, to);
    entering = entering.filter(({ to }) => to >= one.from);
    waiting = waiting.filter(({ to }) => to >= one.from);
    const known = {
      hour: Math.floor(one.call.at / 3600) % 24,
      ahead: waiting.length,
      predictors: history.predictors(
        waiting.map(({ from }) => from),
        one.from,
      ),
    };
    if (one.to > one.from) waiting = [...waiting, one];
    if (one.call.served !== undefined) entering = [...entering, one];
    return { ...one, ...known };
  });
}
