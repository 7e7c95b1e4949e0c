import { readFileSync } from 'node:fs';
import { parentPollMs } from './limits.ts';

/**
 * Calls `end` once when npm, which started this process, has ended. npm passes on Ctrl-C and SIGTERM. But when npm or the shell
 * between it and this process is killed, this process gets no signal. Does nothing when npm did not start this process: a server
 * that a person put into the background must go on.
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

/** The parent of a process, where the system tells it; undefined elsewhere. */
function parentOf(pid: number): string | undefined {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
