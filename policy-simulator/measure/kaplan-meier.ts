/** Estimates the wait of a seeker who never gives up, from the waits of seekers who do (Kaplan and Meier 1958). */

export interface Wait {
  readonly seconds: number;
  /** False when the seeker left unserved: the full wait would have been longer. */
  readonly served: boolean;
}

/**
 * The smallest time at which the estimated share of served seekers reaches `share`; undefined when so many gave up that the
 * estimate never reaches it. A seeker who left at the same moment at which another was served still counts as present then.
 */
export function virtualWaitQuantile(waits: readonly Wait[], share: number): number | undefined {
  const sorted = waits.toSorted((a, b) => a.seconds - b.seconds || Number(b.served) - Number(a.served));
  let left = sorted.length;
  let surviving = 1;
  for (const { seconds, served } of sorted) {
    if (served) surviving *= 1 - 1 / left;
    left -= 1;
    // A rounding error must not decide whether the share is reached.
    if (surviving <= 1 - share + 1e-12) return seconds;
  }
  return undefined;
}
