/** Why those wait who wait, as the planner sees the room now: how many for each reason, and nothing of whom. */
import { planMatches } from '../../domain/policy/plan-matches.ts';
import type { WaitReason } from '../../domain/policy/plan.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { RoomView } from '../matching/read-room.ts';
import { snapshotOf } from '../matching/snapshot.ts';

/**
 * Plans as the matcher would and commits nothing. Whoever the plan finds somebody for is not among them. Which volunteer it
 * would choose makes no difference here, so the demand need not be known.
 */
export function waitReasonsOf(space: Space, room: RoomView, now: EpochMs): Partial<Record<WaitReason, number>> {
  const { unmatched } = planMatches(snapshotOf(space, room, { blocked: [], demand: undefined }, now), space.policy, now);
  const counts: Partial<Record<WaitReason, number>> = {};
  for (const reason of unmatched.flatMap(({ reasons }) => reasons)) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
