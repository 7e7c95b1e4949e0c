/** Items for the tests of stores. */
import type { Expected, Item, JsonObject, Key, Query, Store, Write } from '../../shared/ports.ts';

let made = 0;

/** A text that no other call of this run returned. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}

export const absent: Expected = { kind: 'absent' };
export const any: Expected = { kind: 'any' };
export const atRev = (rev: string): Expected => ({ kind: 'rev', rev });

/** A key in a new partition. */
export function freshKey(table: Key['table'] = 'live'): Key {
  return { table, pk: unique('partition'), sk: 'item' };
}

export function itemAt(key: Key, more: Partial<Item> = {}): Item {
  return { key, rev: unique('rev'), body: { state: 'waiting' }, ...more };
}

export function putOf(item: Item, expected: Expected = absent): Write {
  return { kind: 'put', item, expected };
}

export function deleteOf(key: Key, expected: Expected = any): Write {
  return { kind: 'delete', key, expected };
}

export function checkOf(key: Key, expected: Expected): Write {
  return { kind: 'check', key, expected };
}

/** Stores an item without a condition, and returns it. */
export async function stored(store: Store, item: Item): Promise<Item> {
  const answer = await store.commit([putOf(item, any)]);
  if (!answer.ok) throw new Error(answer.error.code);
  return item;
}

/** A partition of `live` with one item per sort key, in no order. */
export async function partitionOf(store: Store, sorted: readonly string[], body: JsonObject = {}): Promise<string> {
  const pk = unique('partition');
  await Promise.all(sorted.toReversed().map((sk) => stored(store, itemAt({ table: 'live', pk, sk }, { body }))));
  return pk;
}

/** The value of a result. Throws when it is not ok. */
export function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string } },
): T {
  if (!result.ok) throw new Error(`not ok: ${result.error.code}`);
  return result.value;
}

/** The sort keys that a query finds, in its order. */
export async function sortKeys(store: Store, query: Query): Promise<readonly string[]> {
  return valueOf(await store.query(query)).items.map(({ key }) => key.sk);
}

/** Every item, read page by page, with the size of each page. */
export async function allPages(
  store: Store,
  query: Query,
): Promise<{ readonly items: readonly Item[]; readonly sizes: readonly number[] }> {
  const items: Item[] = [];
  const sizes: number[] = [];
  let after: string | undefined;
  do {
    const page = valueOf(await store.query({ ...query, ...(after !== undefined && { after }) }));
    items.push(...page.items);
    sizes.push(page.items.length);
    after = page.next;
  } while (after !== undefined);
  return { items, sizes };
}
