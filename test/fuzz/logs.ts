/** What the functions log while they are fuzzed: nothing that was sent, and no bug. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { neverInLogs } from '../e2e/support/canary.ts';
import { functionsWithLogs } from '../chaos/service.ts';
import type { Violation } from './judge.ts';

/** Characters of a log line that are shown. */
const shownChars = 400;

export class Logs {
  private readonly stateDir: string;
  private readonly read = new Map<string, number>();

  constructor(stateDir: string) {
    this.stateDir = stateDir;
    this.news();
  }

  /** What is wrong with the lines that came since the last look. */
  violations(): readonly Violation[] {
    return this.news().flatMap(({ name, line }): Violation[] => {
      const shown = `${name}: ${line.slice(0, shownChars)}`;
      if (neverInLogs.test(line)) return [{ rule: 'nothing in the logs', what: `what was sent is in a log: ${shown}` }];
      return line.includes('"level":"ERROR"') ? [{ rule: 'no 5xx', what: `a function met a bug: ${shown}` }] : [];
    });
  }

  private news(): readonly { readonly name: string; readonly line: string }[] {
    const { stateDir } = this;
    return functionsWithLogs({ stateDir }).flatMap((name) => {
      const text = readFileSync(path.join(stateDir, 'logs', `${name}.log`), 'utf8');
      const from = this.read.get(name) ?? 0;
      // A line that is still being written is read the next time.
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
