/** A report by one side about the other. The person it names cannot see it. While it is open, it outlives its request. */
import * as z from 'zod';
import { conversationId, reportId, spaceId, volunteerId } from './ids.ts';
import { closedCaseSeconds, personsPerVolunteerMax } from './case-limits.ts';
import { side } from './talk.ts';
import { epochMs, plusSeconds, type EpochMs } from './time.ts';

export const reportCategories = [
  'harassment',
  'sexual',
  'hate',
  'threat',
  'false-age',
  'contact-details',
  'spam',
  'other',
] as const;

export const report = z.strictObject({
  id: reportId,
  space: spaceId,
  rev: z.string(),
  state: z.enum(['open', 'closed']),
  category: z.enum(reportCategories),
  by: side,
  /** The volunteer of the conversation: the side that reports or the side that is reported. */
  volunteer: volunteerId,
  /**
   * Keyed digests of the persons who were this volunteer, if the seeker reports. The report stays hidden from them as coordinators, whatever
   * becomes of the volunteer's record. Absent in reports of an earlier version.
   */
  persons: z.array(z.string()).max(personsPerVolunteerMax).optional(),
  /** Keyed digest of the seeker's pseudonym, if there is one. */
  subject: z.string().optional(),
  /** Absent once the request was erased or swept. */
  conversation: conversationId.optional(),
  /** Sealed text. Erased with the request. */
  text: z.string().optional(),
  at: epochMs,
  closedAt: epochMs.optional(),
  closedBy: z.string().optional(),
});
export type Report = z.infer<typeof report>;

/**
 * When a report is deleted, if its request was deleted before the report was closed. Otherwise it is deleted with its request.
 */
export function reportGoesAt(of: Report): EpochMs | undefined {
  if (of.state === 'open' || of.conversation !== undefined) return undefined;
  return of.closedAt && plusSeconds(of.closedAt, closedCaseSeconds);
}
