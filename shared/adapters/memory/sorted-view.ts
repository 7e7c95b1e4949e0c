/** One access path to a table: partitions of items in sort order, like the table itself and each of its indexes. */
import type { Item, Key, Query } from '../../ports.ts';
import { type Position, inRange } from '../cursor.ts';
import { compareBytes } from '../byte-order.ts';
import { keyText } from '../store-rules.ts';

interface Place {
  readonly pk: string;
  readonly sk: string;
}

interface Entry {
  readonly place: Place;
  /** The key of the item itself. It orders items with equal sort keys, so that the order of writes does not matter. */
  readonly own: string;
  readonly item: Item;
}

export interface SortedView {
  /** Puts the present state of `key` (undefined: nothing) where `placeOf` says, and removes the old one. */
  apply(key: Key, item: Item | undefined): void;
  /** What a query finds after a position, in its order, up to its limit. */
  read(query: Query, after: Position | undefined): readonly Item[];
}

/** A view that orders items by `placeOf`. An item without a place is not in it. */
export function sortedView(placeOf: (item: Item) => Place | undefined): SortedView {
  const partitions = new Map<string, Entry[]>();
  const placed = new Map<string, Entry>();

  const remove = (entry: Entry): void => {
    const entries = partitions.get(entry.place.pk) ?? [];
    entries.splice(firstNotBefore(entries, entry), 1);
    if (entries.length === 0) partitions.delete(entry.place.pk);
    placed.delete(entry.own);
  };
  const insert = (entry: Entry): void => {
    const entries = partitions.get(entry.place.pk) ?? [];
    partitions.set(entry.place.pk, entries);
    entries.splice(firstNotBefore(entries, entry), 0, entry);
    placed.set(entry.own, entry);
  };

  return {
    apply(key, item) {
      const own = keyText(key);
      const before = placed.get(own);
      if (before !== undefined) remove(before);
      const place = item && placeOf(item);
      if (item !== undefined && place !== undefined) insert({ place, own, item });
    },
    read: (query, after) => readFrom(partitions.get(query.pk) ?? [], query, after),
  };
}

function readFrom(entries: readonly Entry[], query: Query, after: Position | undefined): readonly Item[] {
  const low = query.between?.[0] ?? query.prefix ?? '';
  let from = partitionPoint(entries, ({ place }) => compareBytes(place.sk, low) < 0);
  let to = partitionPoint(entries, ({ place }) => compareBytes(place.sk, low) < 0 || inRange(place.sk, query));
  if (after !== undefined) {
    const own = after.item && keyText({ table: query.table, ...after.item });
    const order = (entry: Entry): number =>
      compareBytes(entry.place.sk, after.sort) || (own === undefined ? 0 : compareBytes(entry.own, own));
    if (query.descending === true)
      to = Math.min(
        to,
        partitionPoint(entries, (entry) => order(entry) < 0),
      );
    else
      from = Math.max(
        from,
        partitionPoint(entries, (entry) => order(entry) <= 0),
      );
  }
  const found = entries.slice(from, Math.max(from, to)).map(({ item }) => item);
  return (query.descending === true ? found.reverse() : found).slice(0, query.limit);
}

function firstNotBefore(entries: readonly Entry[], entry: Entry): number {
  return partitionPoint(
    entries,
    (other) => (compareBytes(other.place.sk, entry.place.sk) || compareBytes(other.own, entry.own)) < 0,
  );
}

/**
 * The number of entries at the start for which the condition is true. After the first entry for which it is false, it is false
 * for all.
 */
function partitionPoint(entries: readonly Entry[], holds: (entry: Entry) => boolean): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = entries[middle];
    if (entry !== undefined && holds(entry)) low = middle + 1;
    else high = middle;
  }
  return low;
}
