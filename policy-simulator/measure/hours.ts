/** Figures by the hour of the day, over all days of all runs together. */
import type { Outcome, RequestOutcome } from '../engine/outcome.ts';
import { longestWait } from './figures.ts';
import { virtualWaitQuantile } from './kaplan-meier.ts';

const hourMs = 3_600_000;
const hours = 24;
/** The quantile of the wait that an hour shows: one seeker in ten who never gives up waits longer. */
const shownShare = 0.9;
/** With fewer requests than this an hour shows nothing. */
const requestsMin = 10;

/** Seconds for each hour of the day: the 90th percentile of the virtual wait; undefined for hours with too few requests. */
export function waitByHour(requests: readonly RequestOutcome[]): readonly (number | undefined)[] {
  const byHour = Map.groupBy(requests, (one) => hourOf(one.at));
  return Array.from({ length: hours }, (_, hour) => {
    const all = byHour.get(hour) ?? [];
    const waits = all.map((one) => ({ seconds: one.waitSeconds, served: one.end === 'served' }));
    return all.length < requestsMin ? undefined : (virtualWaitQuantile(waits, shownShare) ?? longestWait);
  });
}

/**
 * For each hour the talking time as a share of the time that volunteers are on; undefined for hours in which no volunteer is on.
 */
export function occupancyByHour(outcomes: readonly Outcome[]): readonly (number | undefined)[] {
  const talking = Array.from({ length: hours }, () => 0);
  const on = Array.from({ length: hours }, () => 0);
  for (const { sessions } of outcomes)
    for (const { from, to, capacity, talks } of sessions) {
      spread(on, from, to, capacity);
      for (const talk of talks) spread(talking, talk.from, talk.to, 1);
    }
  return on.map((time, hour) => (time === 0 ? undefined : (talking[hour] ?? 0) / time));
}

/** Adds the time of a span to each hour of the day that it overlaps, multiplied by a factor. */
function spread(into: number[], from: number, to: number, times: number): void {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
    into[hourOf(at)] = (into[hourOf(at)] ?? 0) + (next - at) * times;
    at = next;
  }
}

function hourOf(at: number): number {
  return Math.floor(at / hourMs) % hours;
}
