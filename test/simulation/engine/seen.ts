/**
 * What an invocation has seen of the store, and so could know when it decided. The index of the room lags: what it did
 * not show, no matcher can take into account; what it did show, or what the invocation read or wrote itself, it must.
 */
import type { Item, Query, Store, Write } from '../../../shared/ports.ts';

/** Items of a room's index looked at beside the page that was asked for: more than any simulated room has. */
const wholeRoom = 1_000;

export class Seen {
  /** Revisions it has read or written, or that the index held when it looked. */
  readonly revs = new Set<string>();
  /** The latest look at the room, own reads and writes since then included: revisions by partition key. */
  readonly view = new Map<string, string>();
  /** The space it read last. */
  space: Item | undefined;
  #looking = false;

  /** Items read by their keys. */
  got(items: readonly Item[]): void {
    this.#looking = false;
    for (const item of items) {
      if (item.key.sk === 'SPACE') this.space = item;
      this.#note(item);
    }
  }

  /** A page of a query; the first page of the room's index after anything else is a new look. */
  async looked(store: Store, query: Query, items: readonly Item[]): Promise<void> {
    if (query.index !== 'room') return;
    if (!this.#looking) this.view.clear();
    this.#looking = true;
    items.forEach((item) => this.#note(item));
    if (query.prefix?.startsWith('W#') !== true) return;
    // Whoever stood further back than the page reaches could be known at this very moment, by reading on.
    const { table, index, pk, prefix } = query;
    const all = await store.query({ table, index, pk, prefix, limit: wholeRoom });
    if (all.ok) all.value.items.forEach(({ rev }) => this.revs.add(rev));
  }

  /** Its own writes. */
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
