/** "Did you feel heard?" The answer is kept with the week of the talk, not with the talk. */
import type * as z from 'zod';
import type { feedbackBody } from '../../contract/conversations.ts';
import type { Problem } from '../../contract/problems.ts';
import type { Feedback } from '../../domain/feedback.ts';
import { feedbackSeconds } from '../../domain/case-limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { feedbackContext, feedbackPlace } from '../store/feedback-of.ts';
import { feedbackRecord } from '../store/home-records.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { notFound } from '../store/problems.ts';

export interface GivenFeedback extends ConversationFor {
  readonly textKept: boolean;
}

/**
 * Stores the feedback. A second answer of the same side replaces the first. A text is kept only if its writer agreed to share it, because no
 * other reader has a use for it. 401, 404, 410.
 */
export async function giveFeedback(
  ports: Ports,
  command: ConversationCommand & { readonly body: z.infer<typeof feedbackBody> },
  now: EpochMs,
): Promise<Result<GivenFeedback, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { who, space, match } = found.value;
  if (who === 'partner' || who === 'coordinator') return err(notFound);
  const { heard, rating, text, shareText } = command.body;
  const place = feedbackPlace(ports.crypto, match, who);
  const kept = shareText && text !== undefined ? text : undefined;
  const given: Feedback = {
    rev: '',
    space: space.id,
    ...place,
    until: plusSeconds(now, feedbackSeconds),
    by: who,
    ...(heard === undefined ? {} : { heard }),
    ...(rating === undefined ? {} : { rating }),
    ...(kept === undefined ? {} : { text: ports.crypto.seal(kept, feedbackContext(place.digest)) }),
  };
  return transact(ports, async () => {
    // Conditional on the request: feedback that comes while the request is erased must not outlive it.
    const talk = await loadTalk(ports, space.id, found.value.talk.id, now);
    if (!talk.ok) return talk;
    return ok({
      writes: [feedbackRecord.overwrite(ports.ids, given), talkRecord.unchanged(talk.value)],
      value: { ...found.value, textKept: kept !== undefined },
    });
  });
}
