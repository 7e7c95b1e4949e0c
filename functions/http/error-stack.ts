import { stackLinesMax } from './limits.ts';

/** The stack of an error without its message. The message may contain a person's text, and may look like lines of a stack. */
export function stackOf(error: Error | null): string {
  return (error?.stack ?? '')
    .replace(error?.message ?? '', '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, stackLinesMax)
    .join(' | ');
}
