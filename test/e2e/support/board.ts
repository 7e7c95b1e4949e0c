/** The board of a space, as its coordinator sees it. */
import type * as z from 'zod';
import { boardPage } from '../../../shared/contract/coordination.ts';
import type { ASpace } from './a-space.ts';
import { succeeds } from './call.ts';

export function boardOf({ id, coordinator }: ASpace): Promise<z.infer<typeof boardPage>> {
  return succeeds('board', { token: coordinator.token, params: { space: id } });
}
