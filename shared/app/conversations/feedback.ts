/** "Did you feel heard?" The answer is kept with the week, not with the talk. */
import type * as z from 'zod';
import type { feedbackBody } from '../../contract/conversations.ts';
import type { Problem } from '../../contract/problems.ts';
import { isoWeek } from '../../domain/hours/week.ts';
import { feedbackSeconds } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { feedbackRecord } from '../store/home-records.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { notFound } from '../store/problems.ts';

/** Stores the feedback. A second answer of the same side replaces the first. 401, 404, 410. */
export async function giveFeedback(
  ports: Ports,
  command: ConversationCommand & { readonly body: z.infer<typeof feedbackBody> },
  now: EpochMs,
): Promise<Result<ConversationFor, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { who, space, match } = found.value;
  if (who === 'partner' || who === 'coordinator') return err(notFound);
  const { heard, rating, text } = command.body;
  const digest = ports.crypto.mac('feedback', match.conversation, who);
  const given = {
    rev: '',
    space: space.id,
    digest,
    until: plusSeconds(now, feedbackSeconds),
    by: who,
    ...(heard === undefined ? {} : { heard }),
    ...(rating === undefined ? {} : { rating }),
    ...(text === undefined ? {} : { text: ports.crypto.seal(text, `feedback ${digest}`) }),
    week: isoWeek(now),
  };
  return transact(ports, () => Promise.resolve(ok({ writes: [feedbackRecord.overwrite(ports.ids, given)], value: found.value })));
}
