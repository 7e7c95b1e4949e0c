import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Ports, Query } from '../../ports.ts';
import { query } from '../store/transact.ts';
import { readable, type Reader } from '../store/unreadable.ts';
import { cursorFor, positionOf, type Listed, type PageWanted } from './page-cursor.ts';

/** What is listed: a partition of a table, or the items of it whose sort keys start with the prefix. */
export type ListOf = Pick<Query, 'table' | 'pk' | 'prefix' | 'descending'>;

/** One page of a list, read and parsed. Items that cannot be read are set aside, so a page may be short. 400 bad-request if the cursor is not of this list. */
export async function listPage<T>(
  ports: Ports,
  list: ListOf & { readonly record: Reader<T> },
  wanted: PageWanted,
): Promise<Result<Listed<T>, Problem>> {
  const { record, ...range } = list;
  const name = `${range.pk} ${range.prefix ?? ''}`;
  const after = positionOf(ports.crypto, name, wanted.cursor);
  if (!after.ok) return after;
  const page = await query(ports, {
    ...range,
    limit: wanted.limit,
    ...(after.value === undefined ? {} : { after: after.value }),
  });
  if (!page.ok) return page;
  const { items, next } = page.value;
  return ok({
    items: [...readable(ports, record, items)],
    ...(next === undefined ? {} : { nextCursor: cursorFor(ports.crypto, name, next) }),
  });
}
