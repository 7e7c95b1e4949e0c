import { appendFile, mkdirSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { logBytesMax } from '../limits.ts';

interface Failure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: string;
}

/** Where a function's output goes: its log file, and the terminal if wanted. */
export class FunctionLog {
  readonly stream: Writable;

  constructor(folder: string, functionName: string, terminal: boolean) {
    mkdirSync(folder, { recursive: true });
    const all = new PassThrough();
    // Every worker of the function writes into it. There are few workers, but each brings two streams.
    all.setMaxListeners(0);
    all.pipe(intoFile(logFile(folder, functionName)));
    if (terminal) all.pipe(process.stdout, { end: false });
    this.stream = all;
  }

  /** Records a failed invocation, as Lambda does in the function's own log. */
  failure(requestId: string, { errorType, errorMessage, trace }: Failure): void {
    this.stream.write(`${JSON.stringify({ level: 'ERROR', requestId, errorType, errorMessage, ...(trace ? { trace } : {}) })}\n`);
  }
}

/** Path of a function's log file. */
export function logFile(folder: string, functionName: string): string {
  return path.join(folder, `${functionName}.log`);
}

/** Appends to the file. When the disk is full, lines are lost and the service continues without them. */
function intoFile(file: string): Writable {
  const descriptor = openSync(file, flagsFor(file));
  return new Writable({
    write: (chunk: Buffer, _, done) => appendFile(descriptor, chunk, () => done()),
  });
}

/** Appends to the existing file, unless it is too large. */
function flagsFor(file: string): 'a' | 'w' {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size > logBytesMax ? 'w' : 'a';
}
