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
  readonly #hasty: boolean;
  /** Columns from which a free one can still be reached. */
  #open: Int32Array;
  #free: number;

  /** `hasty`: each row takes the cheapest free column, and others move only where it would else be left out. */
  constructor(columns: number, { hasty }: { readonly hasty: boolean }) {
    this.#rowOf = new Int32Array(columns).fill(-1);
    this.#prices = new Float64Array(columns);
    this.#hasty = hasty;
    this.#open = Int32Array.from({ length: columns }, (_, column) => column);
    this.#free = columns;
  }

  /** No column is left that a row could still bring in. */
  get full(): boolean {
    return this.#free === 0;
  }

  /**
   * Brings in the next row, by its cost for each column (`Infinity`: never), moving others where need be. False: it cannot be
   * served beside those that are in, now or later. The costs are kept, and must not change.
   */
  add(costs: Float64Array): boolean {
    const free = this.#hasty ? this.#cheapestFree(costs) : -1;
    const { end, distance, from, done } = free < 0 ? this.#shortestPath(costs) : { ...straight, end: free };
    if (end < 0) {
      const closed = new Set(done);
      this.#open = this.#open.filter((column) => !closed.has(column));
      return false;
    }
    if (!this.#hasty)
      for (const column of done)
        this.#prices[column] = (this.#prices[column] ?? 0) + (distance[column] ?? 0) - (distance[end] ?? 0);
    let column = end;
    for (let before = from[column] ?? -1; before >= 0; before = from[column] ?? -1) {
      this.#rowOf[column] = this.#rowOf[before] ?? -1;
      column = before;
    }
    this.#rowOf[column] = this.#costs.push(costs) - 1;
    this.#free -= 1;
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

  #cheapestFree(costs: Float64Array): number {
    let cheapest = -1;
    let least = Infinity;
    for (const column of this.#open) {
      const cost = costs[column] ?? Infinity;
      if (cost < least && this.#rowOf[column] === -1) [cheapest, least] = [column, cost];
    }
    return cheapest;
  }

  /** Dijkstra's algorithm from the new row over costs made non-negative by the prices, to the nearest free column. */
  #shortestPath(costs: Float64Array): Path {
    const distance = new Float64Array(this.#rowOf.length).fill(Infinity);
    const from = new Int32Array(this.#rowOf.length).fill(-1);
    const ahead = this.#open.slice();
    const done: number[] = [];
    let nearest = -1;
    let [row, offset] = [costs, 0];
    for (let left = ahead.length; left > 0; left -= 1) {
      const place = relax({ ahead, left, distance, from }, { row, offset, prices: this.#prices, at: nearest });
      nearest = ahead[place] ?? -1;
      const length = distance[nearest] ?? Infinity;
      if (length === Infinity) break;
      const held = this.#costs[this.#rowOf[nearest] ?? -1];
      if (held === undefined) return { end: nearest, distance, from, done };
      ahead[place] = ahead[left - 1] ?? -1;
      done.push(nearest);
      row = held;
      offset = length - (held[nearest] ?? 0) + (this.#prices[nearest] ?? 0);
    }
    return { end: -1, distance, from, done };
  }
}

interface Path {
  /** The free column it ends in, or -1. */
  readonly end: number;
  readonly distance: Float64Array;
  /** The column before each; -1: the new row itself. */
  readonly from: Int32Array;
  /** Columns that are taken and were passed. */
  readonly done: readonly number[];
}

/** From the new row to its column, past nobody. */
const straight = { distance: new Float64Array(), from: new Int32Array(), done: [] };

interface Front {
  /** Columns not yet passed: the first `left` of them. */
  readonly ahead: Int32Array;
  readonly left: number;
  readonly distance: Float64Array;
  readonly from: Int32Array;
}

interface Step {
  readonly row: Float64Array;
  /** Added to the cost of the row for the length of the way through it. */
  readonly offset: number;
  readonly prices: Float64Array;
  /** The column the row is left from; -1: the new row. */
  readonly at: number;
}

/** Shortens the ways that a row makes shorter; returns the place of the nearest column ahead. */
function relax({ ahead, left, distance, from }: Front, { row, offset, prices, at }: Step): number {
  let [nearest, nearestPlace, least] = [-1, 0, Infinity];
  for (let place = 0; place < left; place += 1) {
    const column = ahead[place] ?? 0;
    const through = offset + (row[column] ?? Infinity) - (prices[column] ?? 0);
    let length = distance[column] ?? Infinity;
    if (through < length) {
      length = through;
      distance[column] = through;
      from[column] = at;
    }
    if (length < least || (length === least && column < nearest)) {
      least = length;
      nearest = column;
      nearestPlace = place;
    }
  }
  return nearestPlace;
}
