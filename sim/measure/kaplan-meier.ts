/** The wait of somebody who never gives up, from the waits of people who do (Kaplan and Meier 1958). */

export interface Wait {
  readonly seconds: number;
  /** False: went away unserved, so the wait would have been longer than that. */
  readonly served: boolean;
}

/**
 * The smallest time by which the estimated share of those served reaches `share`; undefined when so many gave up that the
 * estimate never gets there. Who left at the very moment somebody was served counts as still there then.
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
