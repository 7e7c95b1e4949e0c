/** What anybody sees of a space. */
import type { BodyOf } from '../../../client/client.ts';
import { succeeds } from './call.ts';

export type PublicPage = BodyOf<'showSpace'>;

export function publicPage({ id }: { readonly id: string }): Promise<PublicPage> {
  return succeeds('showSpace', { params: { space: id } });
}
