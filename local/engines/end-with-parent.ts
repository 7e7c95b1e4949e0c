/**
 * Calls `end` once when the parent process has ended, also when it was killed: the standard input pipe then closes. For children
 * of the runner, which start with a pipe as standard input.
 */
export function endWithParent(end: () => void): void {
  process.stdin.on('close', end);
  process.stdin.resume();
}
