/** The clocks of the hosts. Each has an error, and sometimes steps forwards or backwards. */
import type { SeededRandom } from '../../../random/seeded-random.ts';

/** Milliseconds between two possible steps of a host's clock. */
const stepEveryMs = 20_000;
/** Share of the time between steps in which a clock is correct. */
const rightShare = 0.4;

/** The error of a host's clock at a moment, in whole milliseconds. */
export function skewMs(random: SeededRandom, host: string, at: number, most: number): number {
  if (most === 0) return 0;
  const stretch = Math.floor(at / stepEveryMs);
  if (random.of('right', host, stretch).chance(rightShare)) return 0;
  return Math.round(random.of('skew', host, stretch).between(-most, most));
}
