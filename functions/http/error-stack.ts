import { stackLinesMax } from './limits.ts';

/** Where an error happened, without its message, which may hold what a person wrote, and may look like lines of a stack. */
export function stackOf(error: Error | null): string {
  return (error?.stack ?? '')
    .replace(error?.message ?? '', '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, stackLinesMax)
    .join(' | ');
}
