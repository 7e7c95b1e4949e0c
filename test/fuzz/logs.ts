/** Checks the logs of the functions under fuzzing: they contain nothing of the requests, and no bug. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { neverInLogs } from '../e2e/support/canary.ts';
import { functionsWithLogs } from '../chaos/service.ts';
import type { Violation } from './judge.ts';

/** The most characters of a log line in a finding. */
const shownChars = 400;

export class Logs {
  private readonly stateDir: string;
  private readonly read = new Map<string, number>();

  constructor(stateDir: string) {
    this.stateDir = stateDir;
    this.newLines();
  }

  /** The violations in the lines since the last call. */
  violations(): readonly Violation[] {
    return this.newLines().flatMap(({ name, line }): Violation[] => {
      const shown = `${name}: ${line.slice(0, shownChars)}`;
      if (neverInLogs.test(line)) return [{ rule: 'nothing in the logs', what: `text of a request is in a log: ${shown}` }];
      // A time-out is no error: it says that the machine is busy, and the work is done later.
      return line.includes('"level":"ERROR"') && !line.includes('"Sandbox.Timedout"')
        ? [{ rule: 'no 5xx', what: `a function met a bug: ${shown}` }]
        : [];
    });
  }

  private newLines(): readonly { readonly name: string; readonly line: string }[] {
    const { stateDir } = this;
    return functionsWithLogs({ stateDir }).flatMap((name) => {
      const text = readFileSync(path.join(stateDir, 'logs', `${name}.log`), 'utf8');
      const from = this.read.get(name) ?? 0;
      // An incomplete line is read at the next call.
      const to = text.lastIndexOf('\n') + 1;
      this.read.set(name, to);
      return text
        .slice(from, to)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ name, line }));
    });
  }
}
