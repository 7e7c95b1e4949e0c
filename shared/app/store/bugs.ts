/** Errors that were not expected: each is a bug. What the log says of it, and how the work beside it goes on. */
import type { Problem } from '../../contract/problems.ts';
import { err, type Result } from '../../domain/result.ts';
import type { LogEvent } from '../../log-events.ts';
import type { Ports } from '../../ports.ts';
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

/** The line of the log about an unexpected error. `route` is the route or the function in which it happened. */
export function bugIn(route: string, error: Error | undefined): LogEvent {
  return { code: 'bug', fields: { route, error: error?.name ?? 'unknown', stack: stackOf(error ?? null) } };
}

/**
 * One piece of work that must not stop the work beside it, such as one room, one wake or one request to sweep. What it throws is
 * logged as a bug, and its outcome is `internal`.
 */
export async function apart<T>(
  ports: Pick<Ports, 'log'>,
  place: string,
  work: () => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  try {
    return await work();
  } catch (error) {
    ports.log.write(bugIn(place, error instanceof Error ? error : undefined));
    return err({ code: 'internal' });
  }
}
