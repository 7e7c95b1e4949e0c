/** A packing program: maximises the value of its columns. Every row stays within its bound, and no column is above 1. */
import highsLoader from 'highs';

/**
 * The package's types describe its CommonJS build, which exports the loader as `default`. Its module build exports the loader
 * itself.
 */
const highs = await ('default' in highsLoader ? highsLoader.default : highsLoader)();

/** Relative: the bound is at most this much too high, which is far less than the rounding to slots costs. */
const optimalityTolerance = 1e-4;

/** Built column by column: each column is a seeker, a volunteer and a start. */
export class PackingProgram {
  readonly #worth: number[] = [];
  readonly #starts: number[] = [0];
  readonly #rows: number[] = [];
  readonly #values: number[] = [];
  readonly #bounds: number[] = [];

  get columns(): number {
    return this.#worth.length;
  }

  get rows(): number {
    return this.#bounds.length;
  }

  get entries(): number {
    return this.#rows.length;
  }

  /** Adds a row; returns its number. */
  row(bound: number): number {
    return this.#bounds.push(bound) - 1;
  }

  column(worth: number, entries: readonly (readonly [row: number, value: number])[]): void {
    this.#worth.push(worth);
    for (const [row, value] of entries) {
      this.#rows.push(row);
      this.#values.push(value);
    }
    this.#starts.push(this.#rows.length);
  }

  /**
   * An upper bound of the optimum; it equals the optimum except for rounding. It does not depend on the solver being right: the
   * solver's prices for the rows are used, and by weak duality any prices give a bound.
   */
  upperBound(): number {
    return this.columns === 0 ? 0 : this.#boundAt(this.prices());
  }

  /** The value of one more unit of each row's bound, in the order of the rows: the dual values. None is negative. */
  prices(): Float64Array {
    const { columns, rows } = this;
    const matrix = {
      format: 'csc' as const,
      numRows: rows,
      numCols: columns,
      starts: Int32Array.from(this.#starts),
      indices: Int32Array.from(this.#rows),
      values: Float64Array.from(this.#values),
    };
    const data = {
      numCols: columns,
      numRows: rows,
      sense: highs.constants.objectiveSense.minimize,
      colCost: Float64Array.from(this.#worth, (one) => -one),
      colLower: new Float64Array(columns),
      colUpper: new Float64Array(columns).fill(1),
      rowLower: new Float64Array(rows).fill(-highs.infinity),
      rowUpper: Float64Array.from(this.#bounds),
      matrix,
    };
    return highs.withModel(data, (model) => {
      // Presolving loses the prices of an interior point, so it is off. A result that is nearly optimal is sufficient.
      model.options.set({
        output_flag: false,
        solver: 'ipm',
        presolve: 'off',
        run_crossover: 'off',
        ipm_optimality_tolerance: optimalityTolerance,
      });
      model.run();
      const duals = model.getSolution().rowDual;
      return Float64Array.from(this.#bounds, (_, row) => Math.abs(duals[row] ?? 0));
    });
  }

  #boundAt(prices: Float64Array): number {
    let bound = this.#bounds.reduce((sum, one, row) => sum + one * (prices[row] ?? 0), 0);
    this.#worth.forEach((worth, column) => {
      let cost = 0;
      for (let at = this.#starts[column] ?? 0; at < (this.#starts[column + 1] ?? 0); at += 1)
        cost += (this.#values[at] ?? 0) * (prices[this.#rows[at] ?? 0] ?? 0);
      bound += Math.max(0, worth - cost);
    });
    return bound;
  }
}
