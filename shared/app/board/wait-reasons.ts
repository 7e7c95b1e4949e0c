/** Why requests wait, as the planner sees the room now: how many for each reason, and nothing about the seekers. */
import { planMatches } from '../../domain/policy/plan-matches.ts';
import type { WaitReason } from '../../domain/policy/plan.ts';
import type { Space } from '../../domain/space.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { RoomView } from '../matching/read-room.ts';
import { snapshotOf } from '../matching/snapshot.ts';

/**
 * Plans as the matcher does, and commits nothing. A request for which the plan finds a volunteer is not counted. Which volunteer
 * the plan chooses makes no difference here, so the demand is not read.
 */
export function waitReasonsOf(space: Space, room: RoomView, now: EpochMs): Partial<Record<WaitReason, number>> {
  const { unmatched } = planMatches(snapshotOf(space, room, { blocked: [], demand: undefined }, now), space.policy, now);
  const counts: Partial<Record<WaitReason, number>> = {};
  for (const reason of unmatched.flatMap(({ reasons }) => reasons)) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
