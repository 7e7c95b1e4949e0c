/** Reads arrivals from a trace: CSV or CSV.gz, row by row, so that a year of calls needs no more memory than an evening's. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Arrival } from './arrivals.ts';
import { rejectionsNamed, seekersMax, traceLineCharsMax } from './limits.ts';
import { bankFormat, plainFormat, type TraceFormat, type TraceRow } from './trace-formats.ts';

export interface TraceChoice {
  /** ISO date; the first one with an arrival in the hours where none is given. */
  readonly day?: string | undefined;
  /** Hours of the day, the second one excluded. */
  readonly hours?: { readonly from: number; readonly to: number } | undefined;
}

export interface Trace {
  /** In order; the first second of the window is 0. */
  readonly arrivals: readonly Arrival[];
  /** Second of the day at which the window begins, and its length in seconds. */
  readonly from: number;
  readonly length: number;
  readonly day: string | undefined;
  /** Rows that are not as the header says: how many, and the first of them. */
  readonly rejected: number;
  readonly rejections: readonly string[];
  /** Arrivals beyond what one evening takes. */
  readonly leftOut: number;
}

/** The arrivals of one window of a trace. Rejects with a sentence when there is no such file, or nothing in it can be used. */
export async function readTrace(file: string, choice: TraceChoice): Promise<Trace> {
  const reader = new TraceReader(choice);
  for await (const line of linesOf(file)) reader.read(line);
  return reader.finish();
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // A pipe does not pass failures on: a missing file must not leave the reader waiting.
  bytes.on('error', (error) => text.destroy(error));
  yield* createInterface({ input: text, crlfDelay: Infinity });
}

class TraceReader {
  private readonly choice: TraceChoice;
  private format: TraceFormat | undefined;
  private columns: readonly string[] = [];
  private line = 0;
  private day: string | undefined;
  private readonly rows: TraceRow[] = [];
  private rejected = 0;
  private readonly rejections: string[] = [];
  private leftOut = 0;

  constructor(choice: TraceChoice) {
    this.choice = choice;
    this.day = choice.day;
  }

  read(text: string): void {
    this.line += 1;
    if (text.trim() === '') return;
    if (this.format === undefined) return this.readHeader(text);
    if (text.length > traceLineCharsMax) return this.reject('is too long');
    const cells = text.split(',');
    if (text.includes('"')) return this.reject('has quotes');
    if (cells.length !== this.columns.length) return this.reject(`has ${cells.length} of ${this.columns.length} columns`);
    const named = Object.fromEntries(this.columns.map((column, index) => [column, cells[index]?.trim() ?? '']));
    if (!this.isWanted(named)) return;
    const row = this.format.read(named);
    if (typeof row === 'string') return this.reject(row);
    if (!this.isInWindow(row)) return;
    this.day ??= named['date'];
    if (this.rows.length >= seekersMax) this.leftOut += 1;
    else this.rows.push(row);
  }

  finish(): Trace {
    const hours = this.hours();
    const last = Math.max(0, ...this.rows.map(({ second }) => second));
    const from = hours === undefined ? 0 : hours.from * 3600;
    const length = hours === undefined ? last + 1 : (hours.to - hours.from) * 3600;
    if (this.rows.length === 0)
      throw new Error(`The trace has no arrival in the hours of the day that were asked for.${this.named()}`);
    return {
      arrivals: this.rows.map(({ second, ...arrival }) => ({ ...arrival, at: second - from })).toSorted((a, b) => a.at - b.at),
      from,
      length,
      day: this.day,
      rejected: this.rejected,
      rejections: this.rejections,
      leftOut: this.leftOut,
    };
  }

  private readHeader(text: string): void {
    this.columns = text
      .replace(/^\uFEFF/u, '')
      .split(',')
      .map((column) => column.trim().toLowerCase());
    this.format = [bankFormat, plainFormat].find(({ needs }) => needs.every((column) => this.columns.includes(column)));
    if (this.format === undefined)
      throw new Error('The first line of the trace names none of the columns that `--help` describes.');
  }

  /** The day, and whatever the format leaves out: decided before a row is read closely. */
  private isWanted(named: Readonly<Record<string, string>>): boolean {
    if (this.format?.isArrival(named) !== true) return false;
    return this.day === undefined || named['date'] === undefined || named['date'] === this.day;
  }

  private isInWindow({ second }: TraceRow): boolean {
    const hours = this.hours();
    return hours === undefined || (second >= hours.from * 3600 && second < hours.to * 3600);
  }

  private hours(): TraceChoice['hours'] {
    return this.choice.hours ?? this.format?.hours;
  }

  private reject(what: string): void {
    this.rejected += 1;
    if (this.rejections.length < rejectionsNamed) this.rejections.push(`line ${this.line} ${what}`);
  }

  private named(): string {
    return this.rejections.length === 0 ? '' : ` Left out: ${this.rejections.join('; ')}.`;
  }
}
