/**
 * Read, decide, commit. A lost race is a normal outcome: read again, decide again. An unknown outcome is handled the same way:
 * every decision is made from what is stored, so a repetition has no second effect.
 */
import type { Problem } from '../../contract/problems.ts';
import { transactAttemptsMax, readKeysMax, retryAfterSeconds } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Item, Key, Page, Ports, Query, Unavailable, Write } from '../../ports.ts';
import { readable, readOne, type Reader } from './unreadable.ts';

export interface Transaction<T> {
  /** Empty: there is nothing to change. */
  readonly writes: readonly Write[];
  readonly value: T;
}

/** Nothing was changed; the caller may try again soon. */
export const unavailable: Problem = { code: 'unavailable', retryAfterSeconds };

/**
 * Runs `attempt` until its decision commits. Each attempt reads again. From the second attempt on (`tried` > 1), a change that is
 * found may come from an earlier attempt whose outcome was unknown. After the last attempt the answer is 503: either nothing was
 * changed, or the caller finds the change when asking again.
 */
export async function transact<T>(
  ports: Ports,
  attempt: (tried: number) => Promise<Result<Transaction<T>, Problem>>,
): Promise<Result<T, Problem>> {
  for (let tried = 1; tried <= transactAttemptsMax; tried += 1) {
    const decision = await attempt(tried);
    if (!decision.ok) return decision;
    if (decision.value.writes.length === 0) return ok(decision.value.value);
    const committed = await ports.store.commit(decision.value.writes);
    if (committed.ok) return ok(decision.value.value);
    ports.log.write({ code: 'race-lost', fields: { outcome: committed.error.code, tried } });
    if (committed.error.code === 'unavailable') return err(unavailable);
    if (tried < transactAttemptsMax) await ports.backoff.pause(tried);
  }
  return err(unavailable);
}

function orUnavailable<T>(result: Result<T, Unavailable>): Result<T, Problem> {
  return result.ok ? result : err(unavailable);
}

/** One item as it is stored. Undefined if it is absent. */
export async function loadItem(ports: Ports, key: Key): Promise<Result<Item | undefined, Problem>> {
  return orUnavailable(await ports.store.get(key));
}

/** One item, parsed. Undefined if it is absent. 503 unreadable if this version cannot read it. */
export async function load<T>(ports: Ports, key: Key, record: Reader<T>): Promise<Result<T | undefined, Problem>> {
  const found = await loadItem(ports, key);
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  return readOne(ports, record, found.value);
}

/**
 * Any number of items of one kind, in the order of the keys. Absent items are left out, and so are those that cannot be read: they
 * are set aside.
 */
export async function loadMany<T>(ports: Ports, keys: readonly Key[], record: Reader<T>): Promise<Result<readonly T[], Problem>> {
  const items: Item[] = [];
  for (let from = 0; from < keys.length; from += readKeysMax) {
    const found = orUnavailable(await ports.store.getMany(keys.slice(from, from + readKeysMax)));
    if (!found.ok) return found;
    items.push(...found.value.filter((item) => item !== undefined));
  }
  return ok(readable(ports, record, items));
}

/** A page of a query. 503 if the store is unavailable. */
export async function query(ports: Ports, wanted: Query): Promise<Result<Page, Problem>> {
  return orUnavailable(await ports.store.query(wanted));
}

/**
 * The pages of a query, one after the other. Each is read when the caller is done with the page before it, and none after the caller
 * stops. A page that could not be read is the last one.
 */
export async function* pages(ports: Ports, wanted: Omit<Query, 'after'>): AsyncGenerator<Result<Page, Problem>> {
  let after: string | undefined;
  do {
    const page = await query(ports, { ...wanted, ...(after === undefined ? {} : { after }) });
    yield page;
    after = page.ok ? page.value.next : undefined;
  } while (after !== undefined);
}

/** How many items a query would find, up to its limit. 503 if the store is unavailable. */
export async function count(ports: Ports, wanted: Query): Promise<Result<number, Problem>> {
  return orUnavailable(await ports.store.count(wanted));
}
