/** What anybody sees of a space. */
import type * as z from 'zod';
import { spacePage } from '../../../shared/contract/spaces.ts';
import { call, page } from './call.ts';

export type PublicPage = z.infer<typeof spacePage>;

export function publicPage({ id }: { readonly id: string }): Promise<PublicPage> {
  return page(spacePage, call('showSpace', { params: { space: id } }));
}
