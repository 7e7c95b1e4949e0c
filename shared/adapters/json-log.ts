import type { Log } from '../ports.ts';

/** A log of one JSON object per line, `code` first; `writeLine` gets it without the line end. */
export function jsonLog(writeLine: (line: string) => void): Log {
  return { write: ({ code, fields }) => writeLine(JSON.stringify({ code, ...fields })) };
}
