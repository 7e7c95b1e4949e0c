/**
 * Holes to make, one at a time: what somebody may leave open when they change this code. A hole that its tests do not see is a hole in
 * them.
 */
import { credentials } from './credentials.ts';
import type { Hole } from './hole.ts';
import { leaks } from './leaks.ts';
import { rights } from './rights.ts';

export const holes: readonly Hole[] = [...rights, ...credentials, ...leaks];

/** The hole of this name. */
export function holeCalled(what: string): Hole {
  const found = holes.find((hole) => hole.what === what);
  if (found === undefined) throw new Error(`no hole is called “${what}”`);
  return found;
}
