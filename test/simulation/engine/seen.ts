/**
 * What an invocation has seen of the store, and so could know when it decided. The index of the room lags. A matcher cannot know what the
 * index did not show. It must take into account what the index showed, and what it read or wrote itself. One invocation may work on several rooms
 * at the same time.
 */
import type { Item, Query, Store, Write } from '../../../shared/ports.ts';

/** Maximum of items of a room's index that are read beyond the requested page: more than any simulated room has. */
const wholeRoom = 1_000;

export class Seen {
  /** Revisions that it has read or written, or that the index held when it read the room. */
  readonly revs = new Set<string>();
  /** The spaces as it read them last, by id. */
  readonly spaces = new Map<string, Item>();
  /** By space: the latest view of its room, with its own reads and writes since then: revisions by partition key. */
  readonly #views = new Map<string, Map<string, string>>();
  /** The spaces whose rooms it reads page by page. */
  readonly #looking = new Set<string>();

  /** The revisions of the latest view of a space's room. */
  viewOf(space: string): readonly string[] {
    return [...(this.#views.get(space)?.values() ?? [])];
  }

  /** Notes items that were read by key. */
  got(items: readonly Item[]): void {
    for (const item of items) {
      if (item.key.sk === 'SPACE') this.spaces.set(item.key.pk.slice('SPACE#'.length), item);
      this.#looking.delete(spaceOf(item));
      this.#note(item);
    }
  }

  /** Notes a page of a query. The first page of the room's index starts a new view. */
  async looked(store: Store, query: Query, items: readonly Item[]): Promise<void> {
    if (query.index !== 'room') return;
    const space = query.pk.split('#')[1] ?? '';
    if (!this.#looking.has(space)) this.#views.delete(space);
    this.#looking.add(space);
    items.forEach((item) => this.#note(item));
    if (query.prefix?.startsWith('W#') !== true) return;
    // The invocation could know the items after this page too, by reading further pages.
    const { table, index, pk, prefix } = query;
    const all = await store.query({ table, index, pk, prefix, limit: wholeRoom });
    if (all.ok) all.value.items.forEach(({ rev }) => this.revs.add(rev));
  }

  /** Notes its own writes. */
  wrote(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.kind === 'put') {
        this.#looking.delete(spaceOf(write.item));
        this.#note(write.item);
      } else if (write.kind === 'delete') for (const view of this.#views.values()) view.delete(write.key.pk);
    }
  }

  #note(item: Item): void {
    this.revs.add(item.rev);
    const space = spaceOf(item);
    const view = this.#views.get(space) ?? new Map<string, string>();
    this.#views.set(space, view.set(item.key.pk, item.rev));
  }
}

/** The space that an item is about; empty for the few that are about none. */
function spaceOf({ body: { space } }: Item): string {
  return typeof space === 'string' ? space : '';
}
