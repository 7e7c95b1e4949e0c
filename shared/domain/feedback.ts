/** "Did you feel heard?" The answers of a space together, in groups in which no single talk can be recognised. */
import * as z from 'zod';
import { spaceId } from './ids.ts';
import { feedbackGroupMin, feedbackSettlesSeconds } from './case-limits.ts';
import { isoWeek } from './hours/week.ts';
import { side } from './talk.ts';
import { epochMs, plusSeconds, type EpochMs } from './time.ts';

export const heardAnswers = ['yes', 'somewhat', 'no'] as const;
export const ratingMax = 5;

export const feedback = z.strictObject({
  rev: z.string(),
  space: spaceId,
  /**
   * Keyed digest of the conversation and the side. A second answer replaces the first, and the digest does not lead back to the
   * conversation.
   */
  digest: z.string(),
  until: epochMs,
  by: side,
  /** "Did you feel heard?" */
  heard: z.enum(heardAnswers).optional(),
  rating: z.int().min(1).max(ratingMax).optional(),
  /** Sealed text, if its writer agreed that the coordinators read it. */
  text: z.string().optional(),
  /** The week in which the talk began, not the moment, so that feedback cannot be traced to a talk. */
  week: z.string(),
});
export type Feedback = z.infer<typeof feedback>;

/** Weeks of a year before which groups begin anew, so that the groups of last spring stay as they are. */
const groupsBegin = [40, 27, 14, 1];

/** The week with which the groups begin that contain this week. */
export function groupingStart(week: string): string {
  const [year = '', number = ''] = week.split('-W');
  const start = groupsBegin.find((one) => one <= Number(number)) ?? 1;
  return `${year}-W${String(start).padStart(2, '0')}`;
}

/** The last week for which no more feedback can come: every talk that began in it is over, and so is the time for its feedback. */
export function lastSettledWeek(now: EpochMs): string {
  return isoWeek(plusSeconds(now, -feedbackSettlesSeconds));
}

export interface FeedbackGroup {
  readonly from: string;
  readonly to: string;
  readonly given: readonly Feedback[];
}

/**
 * The feedback of one side in groups of whole weeks: a week, or as many together as are needed for `feedbackGroupMin` answers. A group never
 * changes once it is shown, whoever asks for whatever span; so two answers cannot be compared to find a single talk. What is left over before
 * groups begin anew is in none. `given`: sorted by week, from a `groupingStart` on, settled weeks only.
 */
export function groupsOf(given: readonly Feedback[]): readonly FeedbackGroup[] {
  const groups: FeedbackGroup[] = [];
  let open: FeedbackGroup | undefined;
  for (const [week, ofWeek] of Map.groupBy(given, (one) => one.week)) {
    const goesOn = open !== undefined && groupingStart(open.from) === groupingStart(week);
    const from: string = goesOn && open !== undefined ? open.from : week;
    const together: readonly Feedback[] = goesOn && open !== undefined ? [...open.given, ...ofWeek] : ofWeek;
    open = { from, to: week, given: together };
    if (open.given.length < feedbackGroupMin) continue;
    groups.push(open);
    open = undefined;
  }
  return groups;
}
