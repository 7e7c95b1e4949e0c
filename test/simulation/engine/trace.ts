/** The events of a run, line by line. They are always hashed, so that two runs can be compared, and kept on request. */
import { createHash } from 'node:crypto';

/** Number of characters that are hashed together. */
const chunkChars = 16_384;

export class Trace {
  readonly #hash = createHash('sha256');
  /** Lines that are not hashed yet. */
  #chunk = '';
  readonly #lines: string[] = [];
  readonly #keep: boolean;
  readonly #startsAt: number;

  constructor(options: { readonly keep: boolean; readonly startsAt: number }) {
    this.#keep = options.keep;
    this.#startsAt = options.startsAt;
  }

  /** Adds an event at a moment, in milliseconds. */
  add(at: number, who: string, what: string): void {
    this.#chunk += `${at} ${who} ${what}\n`;
    if (this.#chunk.length >= chunkChars) this.#flush();
    if (this.#keep) this.#lines.push(`${((at - this.#startsAt) / 1_000).toFixed(3).padStart(9)} ${who.padEnd(22)} ${what}`);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The digest of all events. To be called once, at the end. */
  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#chunk);
    this.#chunk = '';
  }
}
