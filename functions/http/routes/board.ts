/** The live board of a space. */
import { showBoard } from '../../../shared/app/board/board.ts';
import { showDays } from '../../../shared/app/board/days.ts';
import { ok } from '../../../shared/domain/result.ts';
import type { Handler } from '../route.ts';
import { shown } from '../responders.ts';
import { tagOf } from '../etag.ts';

export const board: Handler<'board'> = async ({ ports, now, caller, params }) => {
  const found = await showBoard(ports, { caller, ...params }, now);
  if (!found.ok) return found;
  const { at: _at, oldestWaitSeconds: _oldest, ...counts } = found.value;
  return ok({ body: found.value, etag: tagOf(counts) });
};

export const days: Handler<'days'> = async ({ ports, now, caller, params, query }) =>
  shown(await showDays(ports, { caller, ...params, ...query }, now));
