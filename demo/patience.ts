/** How long seekers wait before they give up: as the callers of an anonymous bank did (see `bankPatience`). */
import { drawSurvival, survival } from '../sim/survival-curve.ts';
import { bankPatience } from '../sim/workload/figures.ts';

/** Seconds that a seeker is willing to wait. `next` gives numbers from 0 up to 1. */
export function drawPatience(next: () => number): number {
  return drawSurvival(next, bankPatience);
}

/** The same for a seeker who is known to have waited `waited` seconds without giving up. */
export function drawPatienceBeyond(waited: number, next: () => number): number {
  return drawSurvival(() => 1 - (1 - next()) * survival(bankPatience, waited), bankPatience);
}
