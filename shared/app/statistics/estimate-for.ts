/** How long the wait may be, from the waits of earlier requests at such a queue position. Null: not known. */
import type { Problem } from '../../contract/problems.ts';
import { estimateFrom, type WaitEstimate } from '../../domain/estimate/estimate.ts';
import { positionBucket } from '../../domain/estimate/position-bucket.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { homeKeys } from '../store/keys.ts';
import { anyKind, waitKindOf, positionCountsRecord } from './count-records.ts';

/** "Between now and never" says the same as "we do not know", in a less clear way. */
function saysNothing({ fromSeconds, toSeconds }: WaitEstimate): boolean {
  return fromSeconds === 0 && toSeconds === null;
}

async function estimateOf(
  ports: Ports,
  space: Space,
  kind: string,
  ahead: number,
): Promise<Result<WaitEstimate | null, Problem>> {
  const counts = await load(ports, homeKeys.waitCounts(space.id, positionBucket(ahead), kind), positionCountsRecord);
  // Figures that cannot be read are not known. The seeker is told the rest.
  if (!counts.ok) return counts.error.code === 'unreadable' ? ok(null) : counts;
  const estimate = counts.value === undefined ? null : estimateFrom(counts.value.waits);
  return ok(estimate === null || saysNothing(estimate) ? null : estimate);
}

/**
 * The estimated wait since the request was asked, from requests of its kind. If too little is known about the kind, from all
 * requests. Null before a position was told.
 */
export async function estimateFor(
  ports: Ports,
  space: Space,
  { criteria, positionAsked }: Pick<Talk, 'criteria' | 'positionAsked'>,
): Promise<Result<WaitEstimate | null, Problem>> {
  if (positionAsked === undefined) return ok(null);
  const own = await estimateOf(ports, space, waitKindOf(criteria), positionAsked - 1);
  return !own.ok || own.value !== null ? own : estimateOf(ports, space, anyKind, positionAsked - 1);
}

/** The estimate for the public page of a space: for any request that would come after those that wait now. */
export function estimateForNewcomer(ports: Ports, space: Space, waiting: number): Promise<Result<WaitEstimate | null, Problem>> {
  return estimateOf(ports, space, anyKind, waiting);
}
