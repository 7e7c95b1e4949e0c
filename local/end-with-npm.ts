import { readFileSync } from 'node:fs';
import { parentPollMs } from './limits.ts';

/**
 * Calls `end` once when npm, which started this process, is gone. npm passes on Ctrl-C and a polite end, but when it is killed, it
 * or the shell it put in between just vanishes. Does nothing for a process that npm did not start: who puts a server into the
 * background and leaves wants it to stay.
 */
export function endWithNpm(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    end();
  }, parentPollMs);
  timer.unref();
}

/** The parent of a process where the system tells it; undefined elsewhere. */
function parentOf(pid: number): string | undefined {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
