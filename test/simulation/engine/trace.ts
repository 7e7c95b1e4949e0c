/** What happened in a run, line by line: always hashed, so that two runs can be told apart; kept where somebody wants to read it. */
import { createHash } from 'node:crypto';

/** Characters that are hashed at once. */
const chunkChars = 16_384;

export class Trace {
  readonly #hash = createHash('sha256');
  /** What was not hashed yet. */
  #chunk = '';
  readonly #lines: string[] = [];
  readonly #keep: boolean;
  readonly #startsAt: number;

  constructor(options: { readonly keep: boolean; readonly startsAt: number }) {
    this.#keep = options.keep;
    this.#startsAt = options.startsAt;
  }

  /** One thing that happened at a moment, in milliseconds. */
  add(at: number, who: string, what: string): void {
    this.#chunk += `${at} ${who} ${what}\n`;
    if (this.#chunk.length >= chunkChars) this.#flush();
    if (this.#keep) this.#lines.push(`${((at - this.#startsAt) / 1_000).toFixed(3).padStart(9)} ${who.padEnd(22)} ${what}`);
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** To be asked once, at the end. */
  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #flush(): void {
    this.#hash.update(this.#chunk);
    this.#chunk = '';
  }
}
