/** Confidence intervals of a mean from few independent runs. */

/**
 * The value within which a Student variable of `freedom` degrees stays, on both sides, with this probability. Found by bisection
 * of the finite series for whole degrees of freedom (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).
 */
export function studentQuantile(freedom: number, probability: number): number {
  let [low, high] = [0, 1];
  while (within(high, freedom) < probability) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function within(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom));
  const cos2 = Math.cos(theta) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(theta) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cos2 * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}

export interface Interval {
  readonly mean: number;
  /** Half the width of the interval; undefined for a single value, which says nothing about its error. */
  readonly half?: number;
}

/** The mean of independent values, with its interval. */
export function intervalOf(values: readonly number[], probability = 0.95): Interval {
  const n = values.length;
  const mean = values.reduce((sum, one) => sum + one, 0) / n;
  if (n < 2) return { mean };
  const variance = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  return { mean, half: studentQuantile(n - 1, probability) * Math.sqrt(variance / n) };
}
