/**
 * Lists in pages. A cursor is the cursor of the store, followed by a keyed digest that binds it to its list. A cursor that was
 * invented, changed or taken from another list is refused before anything is read.
 */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Crypto } from '../../ports.ts';

export interface PageWanted {
  /** The most items, 1 to `pageItemsMax`. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Listed<T> {
  readonly items: T[];
  /** Only present if there may be more. */
  readonly nextCursor?: string;
}

const badCursor: Problem = {
  code: 'bad-request',
  errors: [{ pointer: '/cursor', detail: 'This is not a cursor of this list. Start again without a cursor.' }],
};

/** The cursor that continues after `position` in the list named `list`. */
export function cursorFor(crypto: Crypto, list: string, position: string): string {
  return `${position}.${crypto.mac('cursor', list, position)}`;
}

/** The position of a cursor. Undefined without a cursor. 400 bad-request if the cursor is not of this list. */
export function positionOf(crypto: Crypto, list: string, cursor: string | undefined): Result<string | undefined, Problem> {
  if (cursor === undefined) return ok(undefined);
  const position = cursor.slice(0, Math.max(0, cursor.lastIndexOf('.')));
  return crypto.equal(cursor, cursorFor(crypto, list, position)) ? ok(position) : err(badCursor);
}
