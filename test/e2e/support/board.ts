/** The board of a space, as its coordinator sees it. */
import type { BodyOf } from '../../../client/client.ts';
import type { ASpace } from './a-space.ts';
import { succeeds } from './call.ts';

export function boardOf({ id, coordinator }: ASpace): Promise<BodyOf<'board'>> {
  return succeeds('board', { token: coordinator.token, params: { space: id } });
}
