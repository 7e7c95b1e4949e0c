/**
 * Replays the trace for the estimates. Every caller who asked for an agent gets an estimate from the waits known at that moment,
 * by the same function that the service uses for seekers. Then it is compared with the wait of that caller in 1999.
 */
import { estimateFrom, type WaitEstimate } from '../../shared/domain/estimate/estimate.ts';
import { addSample, noWaits, type WaitCounts } from '../../shared/domain/estimate/wait-counts.ts';
import type { Call, TraceDay } from '../workload/bank-trace.ts';
import { QueueHistory } from './predictors.ts';

/** A call, and what is known of the queue when it begins. */
export interface Arrival {
  /** Seconds since the first day of the trace: when the wait begins, and when it ends. */
  readonly from: number;
  readonly to: number;
  readonly month: string;
  readonly call: Call;
  readonly hour: number;
  /** Number of other callers who wait. */
  readonly ahead: number;
  readonly predictors: readonly number[];
}

/** How waits are grouped. */
export interface Estimator {
  readonly name: string;
  /** Created once for a trace. */
  readonly keyFor: (all: readonly Arrival[]) => (of: Arrival) => string;
}

export interface Estimated {
  /** Month of the year, as in the date. */
  readonly month: string;
  readonly wait: number;
  readonly served: boolean;
  readonly estimate: WaitEstimate | null;
}

/**
 * The estimate of every call of the trace, in order of arrival. A served call adds a sample to the estimator when its wait ends.
 */
export function estimateAll(asking: readonly Arrival[], { keyFor }: Estimator): readonly Estimated[] {
  const keyOf = keyFor(asking);
  const counts = new Map<string, WaitCounts>();
  const over = asking.toSorted((a, b) => a.to - b.to);
  let next = 0;
  return asking.map((one) => {
    for (let ended = over[next]; ended !== undefined && ended.to < one.from; ended = over[(next += 1)]) {
      if (ended.call.served === undefined) continue;
      const key = keyOf(ended);
      counts.set(key, addSample(counts.get(key) ?? noWaits, ended.call.waited));
    }
    const estimate = estimateFrom(counts.get(keyOf(one)) ?? noWaits);
    return { month: one.month, wait: one.call.waited, served: one.call.served !== undefined, estimate };
  });
}

/** All calls of the trace in order of arrival, each with what was known of the queue then. */
export function arrivalsIn(days: readonly TraceDay[]): readonly Arrival[] {
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
