/**
 * Items that this version cannot read: beyond a bound, with a value that a newer version added, or damaged. Such an item is set
 * aside: it is logged, which raises an alarm, and everything else goes on without it.
 */
import type * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Expected, Item, Key, Ports } from '../../ports.ts';
import { unreadableFaultsMax, unreadableRetrySeconds } from './limits.ts';

/** Why an item cannot be read: the names of its fields and the codes of zod, never a stored value. */
export interface Unreadable {
  readonly code: 'unreadable';
  readonly key: Key;
  readonly faults: string;
}

/** Reads one kind of item. */
export interface Reader<T> {
  parse(item: Item): Result<T, Unreadable>;
}

/** That the item is still as it was read. One without a revision was not written by this service, and is written over as it is. */
export function asItWas({ rev }: Item): Expected {
  return rev === '' ? { kind: 'any' } : { kind: 'rev', rev };
}

/** What the caller of an item that cannot be read is told: 503. Nothing was changed. */
export const unreadable: Problem = { code: 'unreadable', retryAfterSeconds: unreadableRetrySeconds };

/** The fields that do not pass the schema, each with the code of zod. Only names of fields of the schema's first level. */
export function faultsOf({ issues }: z.ZodError): string {
  const faults = issues.map(({ path: [field], code }) => `${typeof field === 'string' ? field : 'item'}:${code}`);
  return [...new Set(faults)].slice(0, unreadableFaultsMax).join(' ');
}

/** One item. 503 if it cannot be read. */
export function readOne<T>(ports: Pick<Ports, 'log'>, record: Reader<T>, item: Item): Result<T, Problem> {
  const read = record.parse(item);
  if (read.ok) return read;
  noteUnreadable(ports, read.error);
  return err(unreadable);
}

/** The items of a list that can be read, in their order. The others are set aside. */
export function readable<T>(ports: Pick<Ports, 'log'>, record: Reader<T>, items: readonly Item[]): readonly T[] {
  return items.flatMap((item) => {
    const read = readOne(ports, record, item);
    return read.ok ? [read.value] : [];
  });
}

/** The items of a list, in their order; 503 if one cannot be read, for a caller who must not miss any. */
export function readAll<T>(ports: Pick<Ports, 'log'>, record: Reader<T>, items: readonly Item[]): Result<readonly T[], Problem> {
  const read = readable(ports, record, items);
  return read.length === items.length ? ok(read) : err(unreadable);
}

function noteUnreadable({ log }: Pick<Ports, 'log'>, { key, faults }: Unreadable): void {
  log.write({ code: 'item-unreadable', fields: { table: key.table, pk: key.pk, sk: key.sk, faults } });
}
