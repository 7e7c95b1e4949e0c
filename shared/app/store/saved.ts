import type { Ids, Write } from '../../ports.ts';
import type { Recorded } from './record.ts';

export interface Saved<T> {
  readonly write: Write;
  /** The entity as stored once the write commits, with its new `rev`. */
  readonly entity: T;
}

/**
 * The write of an entity, and the entity as the next reader will find it. Without `before` the entity must be absent. Throws if
 * the entity does not match its schema: that is a bug, found before anything is stored.
 */
export function saved<T extends { readonly rev: string }>(
  ids: Ids,
  record: Recorded<T>,
  change: { readonly after: T; readonly before?: T | undefined },
): Saved<T> {
  const write = record.put(ids, change.after, change.before);
  return { write, entity: write.kind === 'put' ? record.read(write.item) : change.after };
}
