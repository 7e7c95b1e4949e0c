import { isError } from '../log-events.ts';
import type { Log } from '../ports.ts';

/** Gets one line, without the line end. */
export type WriteLine = (line: string) => void;

/** A log of one JSON object per line, `code` first; errors say so before it, and go their own way. */
export function jsonLog({ info, error }: { readonly info: WriteLine; readonly error: WriteLine }): Log {
  return {
    write: (event) => {
      const line = { code: event.code, ...event.fields };
      if (isError(event)) error(JSON.stringify({ level: 'ERROR', ...line }));
      else info(JSON.stringify(line));
    },
  };
}
