/** A short text of an outcome. Two texts are equal only if the outcomes are. */
import { createHash } from 'node:crypto';
import type { Outcome } from '../../policy-simulator/engine/outcome.ts';

export function digestOf(outcome: Outcome): string {
  return createHash('sha256').update(JSON.stringify(outcome)).digest('hex');
}
