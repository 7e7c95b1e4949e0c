import type { Problem } from '../../contract/problems.ts';

/** A 422 about one place of the body. The detail says what may be there, never what was sent. */
export function unprocessable(pointer: string, detail: string): Problem {
  return { code: 'unprocessable', errors: [{ pointer, detail }] };
}
