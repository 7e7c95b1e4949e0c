/** A packing program: maximise what columns are worth, every row of them within its bound, no column above 1. */
import highsLoader from 'highs';

/** The package's types describe its CommonJS build, whose loader stands under `default`; its module build is the loader itself. */
const highs = await ('default' in highsLoader ? highsLoader.default : highsLoader)();

/** Relative: the bound is as much too high at most, which is far less than a slot costs. */
const optimalityTolerance = 1e-4;

/** Built column by column: those who wait, with whom and from when. */
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

  /** A new row; returns its number. */
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
   * An upper bound of the optimum, in fact its value but for rounding. It does not rest on the solver's word: the prices
   * it finds for the rows are any prices, and by weak duality any prices give a bound.
   */
  upperBound(): number {
    return this.columns === 0 ? 0 : this.#boundAt(this.prices());
  }

  /** What one more of each row's bound would be worth, in the order of the rows: the dual values, of which none is negative. */
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
      // The prices of an interior point are lost on the way back from presolving, so there is none; near enough is good enough.
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
