/**
 * What an invocation has seen of the store, and so could know when it decided. The index of the room lags. A matcher cannot know what the
 * index did not show. It must take into account what the index showed, and what it read or wrote itself.
 */
import type { Item, Query, Store, Write } from '../../../shared/ports.ts';

/** Maximum of items of a room's index that are read beyond the requested page: more than any simulated room has. */
const wholeRoom = 1_000;

export class Seen {
  /** Revisions that it has read or written, or that the index held when it read the room. */
  readonly revs = new Set<string>();
  /** The latest view of the room, with its own reads and writes since then: revisions by partition key. */
  readonly view = new Map<string, string>();
  /** The space that it read last. */
  space: Item | undefined;
  #looking = false;

  /** Notes items that were read by key. */
  got(items: readonly Item[]): void {
    this.#looking = false;
    for (const item of items) {
      if (item.key.sk === 'SPACE') this.space = item;
      this.#note(item);
    }
  }

  /** Notes a page of a query. The first page of the room's index starts a new view. */
  async looked(store: Store, query: Query, items: readonly Item[]): Promise<void> {
    if (query.index !== 'room') return;
    if (!this.#looking) this.view.clear();
    this.#looking = true;
    items.forEach((item) => this.#note(item));
    if (query.prefix?.startsWith('W#') !== true) return;
    // The invocation could know the items after this page too, by reading further pages.
    const { table, index, pk, prefix } = query;
    const all = await store.query({ table, index, pk, prefix, limit: wholeRoom });
    if (all.ok) all.value.items.forEach(({ rev }) => this.revs.add(rev));
  }

  /** Notes its own writes. */
  wrote(writes: readonly Write[]): void {
    this.#looking = false;
    for (const write of writes) {
      if (write.kind === 'put') this.#note(write.item);
      else if (write.kind === 'delete') this.view.delete(write.key.pk);
    }
  }

  #note({ key, rev }: Item): void {
    this.revs.add(rev);
    this.view.set(key.pk, rev);
  }
}
