import { stackLinesMax } from './limits.ts';

/** Where it happened, without the message, which may hold what somebody wrote, and may look like lines of a stack. */
export function stackOf(error: Error | null): string {
  return (error?.stack ?? '')
    .replace(error?.message ?? '', '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, stackLinesMax)
    .join(' | ');
}
