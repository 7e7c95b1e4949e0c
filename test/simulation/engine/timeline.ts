/** The next events: a binary heap by simulated time. Equal times are ordered by a random number, then by insertion. */
interface Entry {
  readonly at: number;
  readonly tie: number;
  readonly order: number;
  readonly run: () => void;
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.tie === b.tie ? a.order < b.order : a.tie < b.tie;
}

/** The only clock of a run, in milliseconds since the epoch. It moves only when the next event is taken. */
export class Timeline {
  readonly #entries: Entry[] = [];
  #order = 0;
  #now: number;

  constructor(startsAt: number) {
    this.#now = startsAt;
  }

  get now(): number {
    return this.#now;
  }

  /** The time of the next event. Undefined: no event is left. */
  get nextAt(): number | undefined {
    return this.#entries[0]?.at;
  }

  /** Adds an event `ms` from now. Of events at the same time, the one with the lower `tie` comes first. */
  after(ms: number, tie: number, run: () => void): void {
    this.#order += 1;
    const entry = { at: this.#now + Math.max(0, Math.round(ms)), tie, order: this.#order, run };
    let place = this.#entries.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#entries[parent];
      if (above === undefined || isBefore(above, entry)) break;
      this.#entries[place] = above;
      place = parent;
    }
    this.#entries[place] = entry;
  }

  /** Moves the clock to the next event and runs it. Returns false if no event is left. */
  step(): boolean {
    const first = this.#entries[0];
    const last = this.#entries.pop();
    if (first === undefined || last === undefined) return false;
    if (this.#entries.length > 0) this.#sink(last);
    this.#now = first.at;
    first.run();
    return true;
  }

  #sink(entry: Entry): void {
    let place = 0;
    for (;;) {
      const left = this.#entries[2 * place + 1];
      const right = this.#entries[2 * place + 2];
      const child = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || isBefore(entry, child)) break;
      this.#entries[place] = child;
      place = child === left ? 2 * place + 1 : 2 * place + 2;
    }
    this.#entries[place] = entry;
  }
}
