/** The public view of a space. */
import type { BodyOf } from '../../../client/client.ts';
import { succeeds } from './call.ts';

export type PublicView = BodyOf<'showSpace'>;

export function publicView({ id }: { readonly id: string }): Promise<PublicView> {
  return succeeds('showSpace', { params: { space: id } });
}
