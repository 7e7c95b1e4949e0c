/** How long it may take, from the waits of this hour of the day and kind; null: we do not know. */
import type { Problem } from '../../contract/problems.ts';
import { estimateFrom } from '../../domain/estimate/estimate.ts';
import type { WaitEstimate } from '../../domain/estimate/estimate.ts';
import { localHour } from '../../domain/hours/wall-clock.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Ask } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../decide.ts';
import { homeKeys } from '../records/keys.ts';
import { anyKind, hourCountsRecord, kindOf } from './count-records.ts';

/** "Between now and never" is the same as "we do not know", said less plainly. */
function saysNothing({ fromSeconds, toSeconds }: WaitEstimate): boolean {
  return fromSeconds === 0 && toSeconds === null;
}

async function estimateOf(ports: Ports, space: Space, kind: string, now: EpochMs): Promise<Result<WaitEstimate | null, Problem>> {
  const { hour } = localHour(space.timeZone, now);
  const counts = await load(ports, homeKeys.waitCounts(space.id, hour, kind), hourCountsRecord);
  if (!counts.ok) return counts;
  const estimate = counts.value === undefined ? null : estimateFrom(counts.value.waits);
  return ok(estimate === null || saysNothing(estimate) ? null : estimate);
}

/** For a request like this one. */
export function estimateFor(
  ports: Ports,
  space: Space,
  ask: Pick<Ask, 'role' | 'languages'>,
  now: EpochMs,
): Promise<Result<WaitEstimate | null, Problem>> {
  return estimateOf(ports, space, kindOf(ask), now);
}

/** For the public page of a space, whatever somebody will ask. */
export function estimateForAnybody(ports: Ports, space: Space, now: EpochMs): Promise<Result<WaitEstimate | null, Problem>> {
  return estimateOf(ports, space, anyKind, now);
}
