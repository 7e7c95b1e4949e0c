/** When a delivery is tried again. */
import { plusSeconds, type EpochMs } from '../time.ts';
import type { AttemptOutcome } from './attempt.ts';
import { overloadedPauseSecondsMin, retryAfterFactorMax, retryJitter, retryStepsSeconds } from './limits.ts';

export interface Failed {
  /** Failed attempts of this schedule so far, with this one. */
  readonly tries: number;
  readonly outcome: AttemptOutcome;
  /** What the receiver asked for. */
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * The time of the next attempt; undefined after the last. The pause is the step with its jitter, or what the receiver asked for, from one to two
 * steps. `random`: at least 0 and less than 1.
 */
export function nextAttemptAt({ tries, outcome, retryAfterSeconds }: Failed, random: number, now: EpochMs): EpochMs | undefined {
  const step = retryStepsSeconds[tries - 1];
  if (step === undefined) return undefined;
  const pause =
    retryAfterSeconds === undefined
      ? step * (1 - retryJitter + 2 * retryJitter * random)
      : Math.min(Math.max(retryAfterSeconds, step), step * retryAfterFactorMax);
  const isOverloaded = outcome === 'too-slow' || outcome === tooManyRequests;
  return plusSeconds(now, isOverloaded ? Math.max(pause, overloadedPauseSecondsMin) : pause);
}

/** The status by which a receiver says that it gets too many messages. */
const tooManyRequests = 429;
