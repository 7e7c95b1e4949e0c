/** Digests of answers, for routes whose answer is made of several items and has no `rev` of its own. */
import { createHash } from 'node:crypto';

/** A strong tag, unquoted. Equal values have the same tag. */
export function tagOf(shown: unknown): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22);
}
