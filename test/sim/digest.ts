/** An outcome as one short text: equal only if everything in it is. */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../sim/engine/outcome.ts';

export function digestOf(outcome: Outcome): string {
  return createHash('sha256').update(JSON.stringify(outcome)).digest('hex');
}
