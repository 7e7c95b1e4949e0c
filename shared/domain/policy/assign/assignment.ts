/**
 * Minimum-cost assignment that grows row by row: the shortest augmenting path of the Hungarian method (Jonker and Volgenant 1987,
 * "A shortest augmenting path algorithm for dense and sparse linear assignment problems"). A row that was added stays, but its
 * column may change. So the rows are always the first in order that can be served together. They are as many as can be served at
 * all, and their columns cost least. Deterministic: among equal costs the lower column wins.
 */
export class Assignment {
  readonly #costs: Float64Array[] = [];
  readonly #rowOf: Int32Array;
  readonly #prices: Float64Array;
  readonly #hasty: boolean;
  /** Columns from which a free column can still be reached. */
  #open: Int32Array;
  #free: number;

  /** `hasty`: each row takes the cheapest free column. Other rows move only if the new row would otherwise be left out. */
  constructor(columns: number, { hasty }: { readonly hasty: boolean }) {
    this.#rowOf = new Int32Array(columns).fill(-1);
    this.#prices = new Float64Array(columns);
    this.#hasty = hasty;
    this.#open = Int32Array.from({ length: columns }, (_, column) => column);
    this.#free = columns;
  }

  /** Whether no column is left for a further row. */
  get full(): boolean {
    return this.#free === 0;
  }

  /**
   * Adds the next row, given its cost for each column (`Infinity`: never). Moves other rows if necessary. False: the row cannot
   * be served together with the rows already added, now or later. The costs are kept and must not change.
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

  /** The column of each row, in the order in which the rows were added. */
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

  /** Dijkstra's algorithm from the new row to the nearest free column. The prices make all costs non-negative. */
  #shortestPath(costs: Float64Array): Path {
    const distance = new Float64Array(this.#rowOf.length).fill(Infinity);
    const from = new Int32Array(this.#rowOf.length).fill(-1);
    const ahead = this.#open.slice();
    const done: number[] = [];
    let nearest = -1;
    let [row, offset] = [costs, 0];
    for (let left = ahead.length; left > 0; left -= 1) {
      const candidate = relax({ ahead, left, distance, from }, { row, offset, prices: this.#prices, at: nearest });
      nearest = ahead[candidate] ?? -1;
      const length = distance[nearest] ?? Infinity;
      if (length === Infinity) break;
      const held = this.#costs[this.#rowOf[nearest] ?? -1];
      if (held === undefined) return { end: nearest, distance, from, done };
      ahead[candidate] = ahead[left - 1] ?? -1;
      done.push(nearest);
      row = held;
      offset = length - (held[nearest] ?? 0) + (this.#prices[nearest] ?? 0);
    }
    return { end: -1, distance, from, done };
  }
}

interface Path {
  /** The free column in which the path ends, or -1. */
  readonly end: number;
  readonly distance: Float64Array;
  /** The column before each column; -1 for the new row itself. */
  readonly from: Int32Array;
  /** Taken columns that the path went through. */
  readonly done: readonly number[];
}

/** The path from the new row directly to its column, without moving another row. */
const straight = { distance: new Float64Array(), from: new Int32Array(), done: [] };

interface Front {
  /** Columns not yet reached: the first `left` of them. */
  readonly ahead: Int32Array;
  readonly left: number;
  readonly distance: Float64Array;
  readonly from: Int32Array;
}

interface Step {
  readonly row: Float64Array;
  /** Added to the cost of the row, to give the length of the path through it. */
  readonly offset: number;
  readonly prices: Float64Array;
  /** The column from which the row is left; -1 for the new row. */
  readonly at: number;
}

/** Shortens the paths that this row makes shorter. Returns the index of the nearest column ahead. */
function relax({ ahead, left, distance, from }: Front, { row, offset, prices, at }: Step): number {
  let [nearest, nearestCandidate, least] = [-1, 0, Infinity];
  for (let candidate = 0; candidate < left; candidate += 1) {
    const column = ahead[candidate] ?? 0;
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
      nearestCandidate = candidate;
    }
  }
  return nearestCandidate;
}
