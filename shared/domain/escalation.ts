/** An escalation is raised when a seeker is not safe. It cannot vanish, and only a coordinator closes it. */
import * as z from 'zod';
import { escalationId, requestId, spaceId } from './ids.ts';
import { closedCaseSeconds, reportCharsMax } from './case-limits.ts';
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

/** What each step asks of the coordinator who takes it. An app may show it word for word. */
export const stepAsks = {
  acknowledged:
    'Take the case: from now on the others know that you look after it. Read where the request stands. If no volunteer talks with the seeker yet, ask volunteers who are off to come; if one does, ask that volunteer to contact you.',
  planned:
    'Decide with the volunteer, and if possible with the seeker, what happens next: the talk goes on, another person takes over, or the seeker calls an emergency service. Choose the step that leaves most to the seeker. Write down what was decided and who does it, without names.',
  'outcome-confirmed':
    'Make sure that it happened: the volunteer, the service or the person who took over has confirmed it. Do not guess. Write down how you know.',
  closed:
    'Talk with the volunteer about how it was, and note what the space can learn. After this step the case cannot be changed; it is deleted with its request.',
} as const satisfies Record<Exclude<EscalationState, 'raised'>, string>;

/** The steps that may come next. A closed case has none. */
export function nextSteps(from: EscalationState): readonly Exclude<EscalationState, 'raised'>[] {
  return escalationStates.filter((to) => to !== 'raised').filter((to) => startsOf(to).includes(from));
}

function startsOf(to: keyof typeof escalationMachine): readonly EscalationState[] {
  return escalationMachine[to].from;
}

/** When a case is deleted, if its request was deleted before the case was closed. Otherwise it is deleted with its request. */
export function escalationGoesAt(of: Escalation): EpochMs | undefined {
  const closed = of.request === undefined ? of.steps.find((step) => step.state === 'closed') : undefined;
  return closed && plusSeconds(closed.at, closedCaseSeconds);
}
