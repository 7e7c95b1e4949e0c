import type { Ids, Write } from '../../ports.ts';
import type { Recorded } from '../records/record.ts';

export interface Saved<T> {
  readonly write: Write;
  /** The entity as it is stored once the write commits: with its new `rev`. */
  readonly entity: T;
}

/**
 * The write of an entity, and the entity as whoever reads it next will find it. Without `before` it must be absent.
 * Throws when the entity is not what its schema says: a bug, before anything is stored.
 */
export function saved<T extends { readonly rev: string }>(
  ids: Ids,
  record: Recorded<T>,
  change: { readonly after: T; readonly before?: T | undefined },
): Saved<T> {
  const write = record.put(ids, change.after, change.before);
  return { write, entity: write.kind === 'put' ? record.read(write.item) : change.after };
}
