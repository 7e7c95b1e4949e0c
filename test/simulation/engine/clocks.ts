/** The clocks of the hosts: each off by something, and stepping forwards or backwards now and then. */
import type { SeededRandom } from '../../../random/seeded-random.ts';

/** Milliseconds between two possible steps of a host's clock. */
const stepEveryMs = 20_000;
/** Share of the stretches in which a clock is right. */
const rightShare = 0.4;

/** How far the clock of a host is off at a moment, in whole milliseconds. */
export function skewMs(random: SeededRandom, host: string, at: number, most: number): number {
  if (most === 0) return 0;
  const stretch = Math.floor(at / stepEveryMs);
  if (random.of('right', host, stretch).chance(rightShare)) return 0;
  return Math.round(random.of('skew', host, stretch).between(-most, most));
}
