/** One attempt to send a delivery, and what came of it. */
import * as z from 'zod';
import { epochMs } from '../time.ts';

/** The status of the answer, or a word that says why none came. */
export const attemptOutcome = z.union([
  z.int().min(100).max(999),
  z
    .string()
    .max(40)
    .regex(/^[a-z][a-z-]*$/u),
]);
export type AttemptOutcome = z.infer<typeof attemptOutcome>;

export const attempt = z.strictObject({ at: epochMs, outcome: attemptOutcome });
export type Attempt = z.infer<typeof attempt>;

/** Whether the receiver has taken the message: any status from 200 to 299. */
export function isTaken(outcome: AttemptOutcome): boolean {
  return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}

/** Whether the receiver says that nothing should be sent to this address any more. */
export function isGone(outcome: AttemptOutcome): boolean {
  return outcome === 410;
}
