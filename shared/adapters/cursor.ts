/**
 * Cursors: where a page ended, as text. A cursor contains sort keys and never the partition key of its query. So a cursor that
 * was invented or taken from another list cannot lead out of the queried partition.
 */
import * as z from 'zod';
import type { Query } from '../ports.ts';
import { compareBytes } from './byte-order.ts';

/** Where a page ended: the sort key in the table or index that was read and, for an index, the key of the item. */
export interface Position {
  readonly sort: string;
  readonly item?: { readonly pk: string; readonly sk: string };
}

/**
 * Thrown by `query` and `count` for an `after` that no such query can have returned. Cursors that go out to callers are bound to
 * their list and checked before they come back here (shared/app/resource/page-cursor.ts). So this is a bug, and not an outcome that
 * every use case would have to name.
 */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

const text = z.string().min(1);
const tableCursor = z.tuple([text]);
const indexCursor = z.tuple([text, text, text]);

/** A position as an opaque text: base64url, without a secret in it and without protection. `positionAfter` is strict instead. */
export function cursorOf(position: Position): string {
  const { sort, item } = position;
  return Buffer.from(JSON.stringify(item === undefined ? [sort] : [sort, item.pk, item.sk])).toString('base64url');
}

/** The position that `query.after` names, if any. Throws BadCursor unless it lies in the very range of the query. */
export function positionAfter(query: Query): Position | undefined {
  if (query.after === undefined) return undefined;
  const position = parse(query.after, query.index !== undefined);
  if (position === undefined || !inRange(position.sort, query)) throw new BadCursor('the cursor is not of this query');
  return position;
}

/** Whether a sort key lies in the range of a query. */
export function inRange(sort: string, query: Query): boolean {
  const { prefix, between } = query;
  if (prefix !== undefined) return sort.startsWith(prefix);
  return between === undefined || (compareBytes(between[0], sort) <= 0 && compareBytes(sort, between[1]) <= 0);
}

function parse(after: string, ofIndex: boolean): Position | undefined {
  const json = jsonOf(Buffer.from(after, 'base64url').toString());
  if (!ofIndex) {
    const parsed = tableCursor.safeParse(json);
    return parsed.success ? { sort: parsed.data[0] } : undefined;
  }
  const parsed = indexCursor.safeParse(json);
  return parsed.success ? { sort: parsed.data[0], item: { pk: parsed.data[1], sk: parsed.data[2] } } : undefined;
}

function jsonOf(candidate: string): unknown {
  try {
    return JSON.parse(candidate);
  } catch {
    return undefined;
  }
}
