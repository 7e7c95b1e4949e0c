import type { LogEvent } from '../../log-events.ts';
import type { Log } from '../../ports.ts';

/** A log that keeps its entries. */
export function memoryLog(): Log & { readonly entries: readonly LogEvent[] } {
  const entries: LogEvent[] = [];
  return {
    entries,
    write: (event) => {
      entries.push(event);
    },
  };
}
