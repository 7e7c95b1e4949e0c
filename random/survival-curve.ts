/** An empirical survival curve: the share that lasts longer than a time. It is log-linear between its points. */
import type { Random } from './random.ts';

export interface SurvivalCurve {
  /** Seconds, and the share that lasts longer; both strictly monotone. The first point is after 0, where the share is 1. */
  readonly points: readonly (readonly [seconds: number, share: number])[];
  /** Hazard per second after the last point. */
  readonly tailHazard: number;
}

/** Share that lasts longer than `seconds`. */
export function survival({ points, tailHazard }: SurvivalCurve, seconds: number): number {
  if (seconds <= 0) return 1;
  let [fromAt, fromShare] = [0, 1];
  for (const [at, share] of points) {
    if (seconds <= at) return fromShare * (share / fromShare) ** ((seconds - fromAt) / (at - fromAt));
    [fromAt, fromShare] = [at, share];
  }
  return fromShare * Math.exp(-tailHazard * (seconds - fromAt));
}

/** Draws a time from the curve, in seconds. With `beyond`, only from the times that are longer than so many seconds. */
export function drawSurvival(random: Random, curve: SurvivalCurve, beyond = 0): number {
  const { points, tailHazard } = curve;
  const wanted = (1 - random.next()) * survival(curve, beyond);
  let [fromAt, fromShare] = [0, 1];
  for (const [at, share] of points) {
    if (wanted >= share) return fromAt + ((at - fromAt) * Math.log(wanted / fromShare)) / Math.log(share / fromShare);
    [fromAt, fromShare] = [at, share];
  }
  return fromAt + Math.log(fromShare / wanted) / tailHazard;
}

/** The same shape with every time multiplied. */
export function stretched({ points, tailHazard }: SurvivalCurve, factor: number): SurvivalCurve {
  return { points: points.map(([at, share]) => [at * factor, share] as const), tailHazard: tailHazard / factor };
}
