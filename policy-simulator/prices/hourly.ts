/**
 * Demand as an hourly forecast sees it: the known shape of days, at the level of recent hours. It forecasts more than has come
 * before the evening, and less before the night, where the planner's own demand knows only what came. The shape is the one from
 * which the days are drawn, as a space would know it after years: it shows the most that a forecast could gain.
 */
import { type Demand, fadedTo, noDemand, withArrival } from '../../shared/domain/policy/demand.ts';
import { takenSeconds } from '../../shared/domain/policy/assign/prices.ts';
import { demandMemorySeconds } from '../../shared/domain/limits.ts';
import type { Criteria } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { bankHourShape } from '../workload/figures.ts';

const stepSeconds = 300;

/** Counts requests, and returns the demand of the next half hour. */
export class HourlyForecast {
  readonly #from: EpochMs;
  #recent: Demand;

  constructor(from: EpochMs) {
    this.#from = from;
    this.#recent = noDemand(from);
  }

  asked(criteria: Criteria, now: EpochMs): void {
    this.#recent = withArrival(this.#recent, criteria, now);
  }

  at(now: EpochMs): Demand {
    const since = (now - this.#from) / 1000;
    const steps = stepsUpTo(since).map((seconds) => ({
      at: -seconds,
      weight: Math.exp(-seconds / demandMemorySeconds),
    }));
    const ahead = stepsUpTo(takenSeconds).map((seconds) => ({ at: seconds, weight: 1 }));
    const expectedRecently = weighted(steps, now) * (stepSeconds / demandMemorySeconds);
    const factor = expectedRecently === 0 ? 1 : mean(ahead, now) / expectedRecently;
    return { at: now, kinds: fadedTo(this.#recent, now).kinds.map((one) => ({ ...one, perHour: one.perHour * factor })) };
  }
}

interface Moment {
  /** Seconds from now. */
  readonly at: number;
  readonly weight: number;
}

/**
 * The middles of the steps from 0 to this number of seconds. Only the last hours count, since earlier requests no longer matter.
 */
function stepsUpTo(seconds: number): readonly number[] {
  const steps = Math.ceil(Math.min(seconds, 6 * demandMemorySeconds) / stepSeconds);
  return Array.from({ length: steps }, (_, step) => (step + 0.5) * stepSeconds);
}

function weighted(moments: readonly Moment[], now: EpochMs): number {
  return moments.reduce((sum, { at, weight }) => sum + weight * shapeAt(now + at * 1000), 0);
}

function mean(moments: readonly Moment[], now: EpochMs): number {
  return weighted(moments, now) / moments.length;
}

/** The share of a day's requests that comes in the hour of this moment. */
function shapeAt(ms: number): number {
  return bankHourShape[new Date(ms).getUTCHours()] ?? 0;
}
