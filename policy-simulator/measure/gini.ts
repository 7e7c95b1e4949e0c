/** How unevenly values are spread: 0 when all are equal, near 1 when one holds everything (Gini 1912). */
export function gini(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const total = sorted.reduce((sum, one) => sum + one, 0);
  if (total === 0 || sorted.length === 0) return 0;
  const n = sorted.length;
  const ranked = sorted.reduce((sum, one, index) => sum + (2 * (index + 1) - n - 1) * one, 0);
  return ranked / (n * total);
}
