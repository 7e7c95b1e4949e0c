/**
 * How long callers wait before they give up: Kaplan-Meier estimate over all kinds of callers of an anonymous bank's call centre, 1999
 * (I. Guedj and A. Mandelbaum, Technion, "Anonymous Bank Call-Center Data", 2000; three months, 101,752 callers who reached the agent
 * stage). Median 365 s; listening services have similar figures.
 */
import type { SurvivalCurve } from './survival-curve.ts';

/** The share of callers who still wait after this number of seconds. */
export const bankPatience: SurvivalCurve = {
  points: [
    [5, 0.989],
    [10, 0.967],
    [15, 0.946],
    [30, 0.905],
    [60, 0.828],
    [90, 0.76],
    [120, 0.723],
    [180, 0.645],
    [240, 0.593],
    [300, 0.546],
    [420, 0.464],
    [600, 0.372],
    [900, 0.255],
  ],
  // After the last point, callers give up at the rate between the last two points: .08 a minute. Before, the rate falls.
  tailHazard: Math.log(0.372 / 0.255) / 300,
};
