import { err, ok, type Result } from '../../domain/result.ts';
import type { CommitError, Item, Key, Query, Store, TableName, Write } from '../../ports.ts';
import { cursorOf, positionAfter } from '../cursor.ts';
import { checkKey, checkKeys, checkQuery, checkWrites, isAsExpected, keyOf, keyText, liveIndexNames } from '../store-rules.ts';
import { storedItem } from '../stored-item.ts';
import { lagOf, type IndexLag } from './lag.ts';
import { sortedView, type SortedView } from './sorted-view.ts';

export interface MemoryStore extends Store {
  /** Updates the indexes to the state of the table. */
  readonly settle: () => void;
  /** Everything that is stored, by key. For invariant checks, never for use cases. */
  readonly dump: () => readonly Item[];
}

export interface MemoryStoreOptions {
  readonly indexLag?: IndexLag;
  /** What is stored from the beginning, in the indexes too: the unchanged `dump` of another store. */
  readonly items?: readonly Item[];
}

/**
 * A store in memory, as strict as DynamoDB: conditions, all-or-nothing commits, consistent tables, and indexes that lag as
 * configured. The items it returns are frozen. It is deterministic. Each operation takes effect at one moment, so it may be
 * called concurrently. `withFaults` adds faults around it. Items past their time to live stay.
 */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const items = new Map<string, Item>();
  const tables: Record<TableName, SortedView> = {
    live: sortedView(({ key }) => key),
    home: sortedView(({ key }) => key),
    links: sortedView(({ key }) => key),
  };
  const indexes = {
    room: sortedView((item) => item.indexes?.room),
    sweep: sortedView((item) => item.indexes?.sweep),
  } satisfies Record<(typeof liveIndexNames)[number], SortedView>;
  const lag = lagOf(options.indexLag);

  const write = (key: Key, item: Item | undefined): void => {
    if (item === undefined) items.delete(keyText(key));
    else items.set(keyText(key), item);
    tables[key.table].apply(key, item);
    if (key.table === 'live') lag.add(key, item);
  };
  const catchUp = (everything?: 'everything'): void => {
    for (const { key, item } of lag.take(everything)) liveIndexNames.forEach((name) => indexes[name].apply(key, item));
  };
  const find = (query: Query): readonly Item[] => {
    checkQuery(query);
    if (query.index !== undefined) catchUp();
    const view = query.index === undefined ? tables[query.table] : indexes[query.index];
    return view.read(query, positionAfter(query));
  };

  for (const item of options.items ?? []) write(item.key, item);
  catchUp('everything');

  return {
    get: async (key) => {
      checkKey(key);
      return ok(items.get(keyText(key)));
    },
    getMany: async (keys) => {
      checkKeys(keys);
      return ok(keys.map((key) => items.get(keyText(key))));
    },
    query: async (query) => {
      const found = find(query);
      const last = found.length === query.limit ? found.at(-1) : undefined;
      return ok({ items: found, ...(last !== undefined && { next: cursorAt(last, query) }) });
    },
    count: async (query) => ok(find(query).length),
    commit: async (writes, deadline) =>
      deadline?.aborted === true ? err({ code: 'unavailable' }) : commitTo(items, writes, write),
    settle: () => catchUp('everything'),
    dump: () => [...items.values()],
  };
}

function commitTo(
  items: ReadonlyMap<string, Item>,
  writes: readonly Write[],
  write: (key: Key, item: Item | undefined) => void,
): Result<void, CommitError> {
  checkWrites(writes);
  const failed = writes.flatMap((one, position) =>
    isAsExpected(items.get(keyText(keyOf(one))), one.expected) ? [] : [position],
  );
  if (failed.length > 0) return err({ code: 'lost', failed });
  // Everything that may throw comes before the first change.
  const changes = writes.map((one) => (one.kind === 'put' ? storedItem(one.item) : undefined));
  writes.forEach((one, position) => {
    if (one.kind !== 'check') write(keyOf(one), changes[position]);
  });
  return ok();
}

/** The position of an item in what the query reads. */
function cursorAt(item: Item, query: Query): string {
  const place = query.index === undefined ? undefined : item.indexes?.[query.index];
  return cursorOf(place === undefined ? { sort: item.key.sk } : { sort: place.sk, item: { pk: item.key.pk, sk: item.key.sk } });
}
