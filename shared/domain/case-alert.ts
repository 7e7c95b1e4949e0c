/**
 * A case that no person has taken up yet. People are told of it, and told again, until one of them does: of an escalation until a coordinator
 * acknowledges it; of a report that no coordinator may see once, for it goes to an operator.
 */
import * as z from 'zod';
import { escalationId, reportId, spaceId } from './ids.ts';
import { acknowledgeSeconds, alertRepeatSecondsMax } from './case-limits.ts';
import { epochMs, plusSeconds, type EpochMs } from './time.ts';

export const caseAlert = z.strictObject({
  rev: z.string(),
  space: spaceId,
  about: z.union([escalationId, reportId]),
  since: epochMs,
  /** How often people were told, and when they were told last. Absent: not yet. */
  told: z.int().positive().optional(),
  toldAt: epochMs.optional(),
});
export type CaseAlert = z.infer<typeof caseAlert>;

/** Whether the case is an escalation. Otherwise it is a report. */
export function isEscalation({ about }: Pick<CaseAlert, 'about'>): boolean {
  return escalationId.safeParse(about).success;
}

/** Whether people must be told now. Each pause is twice as long as the one before, up to `alertRepeatSecondsMax`. */
export function isDueToTell({ told = 0, toldAt }: CaseAlert, now: EpochMs): boolean {
  if (toldAt === undefined) return true;
  return plusSeconds(toldAt, Math.min(acknowledgeSeconds * 2 ** (told - 1), alertRepeatSecondsMax)) <= now;
}

/** Whether a coordinator should have acknowledged the escalation by now. */
export function isLate(alert: CaseAlert, now: EpochMs): boolean {
  return isEscalation(alert) && plusSeconds(alert.since, acknowledgeSeconds) <= now;
}
