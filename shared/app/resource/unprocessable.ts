import type { Problem } from '../../contract/problems.ts';

/** A 422 about one place in the body. The detail says what is allowed there, never what was sent. */
export function unprocessable(pointer: string, detail: string): Problem {
  return { code: 'unprocessable', errors: [{ pointer, detail }] };
}
