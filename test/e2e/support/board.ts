/** The board of a space, as its coordinator sees it. */
import type * as z from 'zod';
import { boardPage } from '../../../shared/contract/board.ts';
import type { ASpace } from './a-space.ts';
import { call, page } from './call.ts';

export function boardOf({ id, coordinator }: ASpace): Promise<z.infer<typeof boardPage>> {
  return page(boardPage, call('board', { token: coordinator.token, params: { space: id } }));
}
