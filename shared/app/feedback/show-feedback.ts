import type * as z from 'zod';
import type { feedbackView } from '../../contract/feedback.ts';
import type { FieldError, Problem } from '../../contract/problems.ts';
import { groupingStart, groupsOf, lastSettledWeek, ratingMax, type Feedback, type FeedbackGroup } from '../../domain/feedback.ts';
import { isoWeek } from '../../domain/hours/week.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { feedbackDaysMax, feedbackReadMax, feedbackSeconds, feedbackTextsMax } from '../../domain/case-limits.ts';
import { roomWholePage } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { fromIso, plusSeconds, secondsBetween, type EpochMs } from '../../domain/time.ts';
import type { Crypto, Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { feedbackContext } from '../store/feedback-of.ts';
import { feedbackRecord } from '../store/home-records.ts';
import { feedbackPk } from '../store/keys.ts';
import { pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';

export type FeedbackView = z.infer<typeof feedbackView>;

export interface ShowFeedback {
  readonly caller: Caller;
  readonly space: SpaceId;
  /** Days, `2026-11-30`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Seconds before `to` at which the span begins, if the caller names no beginning: twelve weeks. */
const spanSeconds = 12 * 7 * 86_400;

/**
 * The feedback of the weeks in the span, in groups that do not depend on it: see `groupsOf`. For coordinators of the space. 400 for a span that
 * ends before it begins, is too long, or holds too much to read; 401, 404.
 */
export async function showFeedback(ports: Ports, command: ShowFeedback, now: EpochMs): Promise<Result<FeedbackView, Problem>> {
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const to = dayOf(command.to) ?? now;
  const from = dayOf(command.from) ?? plusSeconds(to, -spanSeconds);
  const errors = spanErrors(from, to);
  if (errors.length > 0) return err({ code: 'bad-request', errors });
  const span = { from: isoWeek(from), to: isoWeek(to) };
  const given = await feedbackOf(ports, command.space, { from: groupingStart(span.from), to: span.to });
  if (!given.ok) return given;
  // Feedback that is older than a year is going, so the groups with which its weeks begin would change.
  const goneWeek = isoWeek(plusSeconds(now, -feedbackSeconds));
  const settled = given.value.filter(({ week }) => groupingStart(week) > goneWeek && week <= lastSettledWeek(now));
  const groups = (['seeker', 'volunteer'] as const)
    .flatMap((by) => groupsOf(settled.filter((one) => one.by === by)).map((group) => ({ by, group })))
    .filter(({ group }) => group.from >= span.from && group.to <= span.to);
  let left = feedbackTextsMax;
  const items = groups.map(({ by, group }) => {
    const item = { by, ...itemOf(ports.crypto, group, left) };
    left -= item.texts.length;
    return item;
  });
  return ok({ items });
}

/** The beginning of a day in UTC. Undefined without a day. */
function dayOf(day: string | undefined): EpochMs | undefined {
  return day === undefined ? undefined : fromIso(`${day}T00:00:00Z`);
}

function spanErrors(from: EpochMs, to: EpochMs): readonly FieldError[] {
  if (to < from) return [{ pointer: '/from', detail: 'Must not be after `to`.' }];
  if (secondsBetween(from, to) <= feedbackDaysMax * 86_400) return [];
  return [{ pointer: '/from', detail: `Must be at most ${feedbackDaysMax} days before \`to\`.` }];
}

/** The feedback of these weeks, both included, sorted by week. */
async function feedbackOf(
  ports: Ports,
  space: SpaceId,
  weeks: { readonly from: string; readonly to: string },
): Promise<Result<readonly Feedback[], Problem>> {
  const given: Feedback[] = [];
  // The digest after the week has letters, digits, hyphens and underscores, which all sort before the tilde.
  const between = [`${weeks.from}#`, `${weeks.to}#~`] as const;
  for await (const page of pages(ports, { table: 'home', pk: feedbackPk(space), between, limit: roomWholePage })) {
    if (!page.ok) return page;
    given.push(...readable(ports, feedbackRecord, page.value.items));
    if (given.length > feedbackReadMax)
      return err({
        code: 'bad-request',
        errors: [{ pointer: '/from', detail: 'There is too much in this span. Ask for a shorter one.' }],
      });
  }
  return ok(given);
}

function itemOf(crypto: Crypto, { from, to, given }: FeedbackGroup, textsLeft: number) {
  const texts = given
    .flatMap(({ text, digest }) => (text === undefined ? [] : (crypto.open(text, feedbackContext(digest)) ?? [])))
    // By their letters: the order in which they came would say more than the week.
    .toSorted();
  const count = (is: (one: Feedback) => boolean) => given.filter(is).length;
  return {
    from,
    to,
    talks: given.length,
    heard: {
      yes: count(({ heard }) => heard === 'yes'),
      somewhat: count(({ heard }) => heard === 'somewhat'),
      no: count(({ heard }) => heard === 'no'),
    },
    ratings: Array.from({ length: ratingMax }, (_, at) => count(({ rating }) => rating === at + 1)),
    texts: texts.slice(0, textsLeft),
    textsLeftOut: Math.max(0, texts.length - textsLeft),
  };
}
