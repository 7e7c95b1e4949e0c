/** The answer to asking: where the request stands, and the seeker's token, which is in no other answer. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { tokenFor } from '../store/tokens.ts';
import { requestViewOf, type RequestView } from './request-view.ts';

export interface Standing {
  readonly space: Space;
  readonly talk: Talk;
  readonly view: RequestView & { readonly token: string };
}

/** Where a request that was just asked stands now; 503. */
export async function standingOf(
  ports: Ports,
  { space, talk }: Pick<Standing, 'space' | 'talk'>,
  now: EpochMs,
): Promise<Result<Standing, Problem>> {
  const view = await requestViewOf(ports, space, talk, now);
  return view.ok ? ok({ space, talk, view: { ...view.value, token: tokenFor(ports.crypto, 'seeker', talk.id) } }) : view;
}
