/**
 * Minimum-cost assignment that grows row by row: the shortest augmenting path of the Hungarian method (Jonker and Volgenant
 * 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment problems"). A row once in stays in,
 * though its column may change. So the rows in are always the first in order that can be served together, which are as many
 * as can be served at all, and their columns cost least. Deterministic: among equal costs the lower column wins.
 */
export class Assignment {
  readonly #costs: Float64Array[] = [];
  readonly #rowOf: Int32Array;
  readonly #prices: Float64Array;
  /** Columns from which no free one can be reached, whoever comes next: 1. */
  readonly #closed: Uint8Array;
  #open: number;

  constructor(columns: number) {
    this.#rowOf = new Int32Array(columns).fill(-1);
    this.#prices = new Float64Array(columns);
    this.#closed = new Uint8Array(columns);
    this.#open = columns;
  }

  /** No column is left that a row could still bring in. */
  get full(): boolean {
    return this.#open === 0;
  }

  /**
   * Brings in the next row, by its cost for each column (`Infinity`: never), moving others where need be. False: it cannot be
   * served beside those that are in, now or later. The costs are kept, and must not change.
   */
  add(costs: Float64Array): boolean {
    const search = this.#shortestPath(costs);
    if (search.end < 0) {
      for (const column of search.done) this.#closed[column] = 1;
      return false;
    }
    const length = search.distance[search.end] ?? 0;
    for (const column of search.done)
      this.#prices[column] = (this.#prices[column] ?? 0) + (search.distance[column] ?? 0) - length;
    const row = this.#costs.push(costs) - 1;
    let column = search.end;
    for (let from = search.from[column] ?? -1; from >= 0; from = search.from[column] ?? -1) {
      this.#rowOf[column] = this.#rowOf[from] ?? -1;
      column = from;
    }
    this.#rowOf[column] = row;
    this.#open -= 1;
    return true;
  }

  /** The column of each row that is in, in the order in which they came. */
  columns(): Int32Array {
    const columns = new Int32Array(this.#costs.length);
    this.#rowOf.forEach((row, column) => {
      if (row >= 0) columns[row] = column;
    });
    return columns;
  }

  #shortestPath(costs: Float64Array): Search {
    const columns = this.#rowOf.length;
    const distance = new Float64Array(columns).fill(Infinity);
    const from = new Int32Array(columns).fill(-1);
    const isDone = new Uint8Array(columns);
    const done: number[] = [];
    let row = costs;
    let offset = 0;
    for (let at = -1; ;) {
      let nearest = -1;
      let least = Infinity;
      for (let column = 0; column < columns; column += 1) {
        if (isDone[column] === 1 || this.#closed[column] === 1) continue;
        const through = offset + (row[column] ?? Infinity) - (this.#prices[column] ?? 0);
        if (through < (distance[column] ?? Infinity)) {
          distance[column] = through;
          from[column] = at;
        }
        const best = distance[column] ?? Infinity;
        if (best < least) {
          least = best;
          nearest = column;
        }
      }
      if (nearest < 0) return { end: -1, distance, from, done };
      const held = this.#costs[this.#rowOf[nearest] ?? -1];
      if (held === undefined) return { end: nearest, distance, from, done };
      isDone[nearest] = 1;
      done.push(nearest);
      at = nearest;
      row = held;
      offset = least - (held[nearest] ?? 0) + (this.#prices[nearest] ?? 0);
    }
  }
}

interface Search {
  /** The free column the path ends in, or -1. */
  readonly end: number;
  readonly distance: Float64Array;
  /** The column before each on the path to it; -1: the new row itself. */
  readonly from: Int32Array;
  /** Columns that are taken and were passed. */
  readonly done: readonly number[];
}
