/**
 * Calls `end` once when the parent is gone, however it went: its end of the standard input pipe closes with it, also when it is
 * killed. For children of the runner, which start with a pipe as standard input.
 */
export function endWithParent(end: () => void): void {
  process.stdin.on('close', end);
  process.stdin.resume();
}
