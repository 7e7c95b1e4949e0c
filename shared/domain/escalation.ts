/** An escalation: raised when somebody is not safe; it cannot vanish, and only a coordinator closes it. */
import * as z from 'zod';
import { escalationId, requestId, spaceId } from './ids.ts';
import { closedCaseSeconds, reportCharsMax } from './limits.ts';
import { epochMs, plusSeconds } from './time.ts';
import type { EpochMs } from './time.ts';

export const escalationStates = ['raised', 'acknowledged', 'planned', 'outcome-confirmed', 'closed'] as const;
export const escalationState = z.enum(escalationStates);
export type EscalationState = z.infer<typeof escalationState>;

/** Step by step: nobody closes what nobody acknowledged, planned and confirmed. */
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
  /** The request it was raised for; gone from here when the request is erased or swept. */
  request: requestId.optional(),
  raisedAt: epochMs,
  /** What was done: state, when, by whom (keyed digest), and what the coordinator noted of it (sealed). Only ever added to. */
  steps: z.array(z.strictObject({ state: escalationState, at: epochMs, by: z.string(), note: z.string().optional() })),
});
export type Escalation = z.infer<typeof escalation>;

export const noteText = z.string().min(1).max(reportCharsMax);

/** What may come next; nothing once it is closed. */
export function nextSteps(from: EscalationState): readonly EscalationState[] {
  return escalationStates.filter((to) => to !== 'raised' && startsOf(to).includes(from));
}

function startsOf(to: keyof typeof escalationMachine): readonly EscalationState[] {
  return escalationMachine[to].from;
}

/** When a case goes whose request went before it was closed; otherwise it goes with its request. */
export function escalationGoesAt(of: Escalation): EpochMs | undefined {
  const closed = of.request === undefined ? of.steps.find((step) => step.state === 'closed') : undefined;
  return closed && plusSeconds(closed.at, closedCaseSeconds);
}
