/**
 * A linear fit: the weights that come nearest to the targets, with a constant first (ordinary least squares, by the normal
 * equations).
 */
export function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): readonly number[] {
  const size = (rows[0]?.length ?? 0) + 1;
  const system = Array.from({ length: size }, () => new Float64Array(size + 1));
  rows.forEach((row, n) => {
    const one = [1, ...row];
    system.forEach((equation, i) => {
      one.forEach((value, j) => (equation[j] = (equation[j] ?? 0) + (one[i] ?? 0) * value));
      equation[size] = (equation[size] ?? 0) + (one[i] ?? 0) * (targets[n] ?? 0);
    });
  });
  return solved(system);
}

/** The value of a fit for one row. */
export function fitted(weights: readonly number[], row: readonly number[]): number {
  return row.reduce((sum, value, n) => sum + value * (weights[n + 1] ?? 0), weights[0] ?? 0);
}

/** Gauss-Jordan elimination with the largest pivot first. Changes the system. */
function solved(system: Float64Array[]): readonly number[] {
  const size = system.length;
  for (let at = 0; at < size; at += 1) {
    const best = system.reduce(
      (most, row, n) => (n > at && Math.abs(row[at] ?? 0) > Math.abs(system[most]?.[at] ?? 0) ? n : most),
      at,
    );
    const [pivot, other] = [system[best], system[at]];
    if (pivot === undefined || other === undefined || pivot[at] === 0) continue;
    system[at] = pivot;
    if (best !== at) system[best] = other;
    for (const row of system) {
      if (row === pivot) continue;
      const factor = (row[at] ?? 0) / (pivot[at] ?? 1);
      for (let column = at; column <= size; column += 1) row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
    }
  }
  return system.map((row, n) => (row[n] === 0 ? 0 : (row[size] ?? 0) / (row[n] ?? 1)));
}
