/**
 * How long people wait before they give up: Kaplan-Meier estimate of the callers of an anonymous bank's call centre, 1999
 * (I. Guedj and A. Mandelbaum, Technion, "Anonymous Bank Call-Center Data"; three months, 101,752 callers who reached the
 * agent stage). Median 365 s; services that listen show much the same.
 */

/** Seconds, and the share still willing to wait after them. */
const survival: readonly (readonly [number, number])[] = [
  [0, 1],
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
];

/** Beyond the table the hazard stays at its last value: .08 a minute. */
const tailHazardPerSecond = 0.08 / 60;

/** Share of people who are still willing after so many seconds; between two entries the hazard is constant. */
export function stillWilling(seconds: number): number {
  const at = survival.findLastIndex(([from]) => from <= seconds);
  const [from, share] = survival[Math.max(0, at)] ?? [0, 1];
  const next = survival[at + 1];
  const hazard = next === undefined ? tailHazardPerSecond : Math.log(share / next[1]) / (next[0] - from);
  return share * Math.exp(-hazard * (seconds - from));
}

/** Seconds after which a share `1 - roll` of people has given up: the inverse of `stillWilling`, for a roll of (0, 1]. */
export function patienceAt(roll: number): number {
  const at = survival.findLastIndex(([, share]) => share >= roll);
  const [from, share] = survival[Math.max(0, at)] ?? [0, 1];
  const next = survival[at + 1];
  const hazard = next === undefined ? tailHazardPerSecond : Math.log(share / next[1]) / (next[0] - from);
  return from + Math.log(share / roll) / hazard;
}

/** The patience of somebody of whom it is known that they waited `waited` seconds and were still there. */
export function patienceBeyond(waited: number, roll: number): number {
  return patienceAt(roll * stillWilling(waited));
}
