/** An escalation is raised when a seeker is not safe. It cannot vanish, and only a coordinator closes it. */
import * as z from 'zod';
import { escalationId, requestId, spaceId } from './ids.ts';
import { closedCaseSeconds, reportCharsMax } from './limits.ts';
import { epochMs, plusSeconds, type EpochMs } from './time.ts';

export const escalationStates = ['raised', 'acknowledged', 'planned', 'outcome-confirmed', 'closed'] as const;
export const escalationState = z.enum(escalationStates);
export type EscalationState = z.infer<typeof escalationState>;

/** The steps have a fixed order. A case can be closed only after it was acknowledged, planned and confirmed. */
export const escalationMachine = {
  acknowledged: { from: ['raised'] },
  planned: { from: ['acknowledged'] },
  'outcome-confirmed': { from: ['planned'] },
  closed: { from: ['outcome-confirmed'] },
} as const satisfies Record<Exclude<EscalationState, 'raised'>, { readonly from: readonly EscalationState[] }>;

export const escalation = z.strictObject({
  id: escalationId,
  space: spaceId,
  rev: z.string(),
  state: escalationState,
  cause: z.enum(['not-safe-now']),
  /** The request that caused the escalation. It is removed from here when the request is erased or swept. */
  request: requestId.optional(),
  raisedAt: epochMs,
  /**
   * What was done: the state, the time, the coordinator (keyed digest) and the coordinator's note (sealed). Steps are only ever
   * added.
   */
  steps: z.array(z.strictObject({ state: escalationState, at: epochMs, by: z.string(), note: z.string().optional() })),
});
export type Escalation = z.infer<typeof escalation>;

export const noteText = z.string().min(1).max(reportCharsMax);

/** The steps that may come next. A closed case has none. */
export function nextSteps(from: EscalationState): readonly EscalationState[] {
  return escalationStates.filter((to) => to !== 'raised' && startsOf(to).includes(from));
}

function startsOf(to: keyof typeof escalationMachine): readonly EscalationState[] {
  return escalationMachine[to].from;
}

/** When a case is deleted, if its request was deleted before the case was closed. Otherwise it is deleted with its request. */
export function escalationGoesAt(of: Escalation): EpochMs | undefined {
  const closed = of.request === undefined ? of.steps.find((step) => step.state === 'closed') : undefined;
  return closed && plusSeconds(closed.at, closedCaseSeconds);
}
