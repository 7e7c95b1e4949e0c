/** Where the feedback of a talk is, so that it can be replaced and erased, although nothing stored leads from it to the talk. */
import { isoWeek } from '../../domain/hours/week.ts';
import type { Feedback } from '../../domain/feedback.ts';
import type { Match, Side } from '../../domain/talk.ts';
import type { Crypto } from '../../ports.ts';

/** The week and the digest of one side's feedback about the talk of this match. The week is that in which the talk began. */
export function feedbackPlace(
  crypto: Crypto,
  { conversation, at }: Pick<Match, 'conversation' | 'at'>,
  by: Side,
): Pick<Feedback, 'week' | 'digest'> {
  return { week: isoWeek(at), digest: feedbackDigest(crypto, conversation, by) };
}

/** The digest of one side's feedback about a talk, which does not lead back to it. */
export function feedbackDigest(crypto: Crypto, conversation: Match['conversation'], by: Side): string {
  return crypto.mac('feedback', conversation, by);
}

/** What the text is bound to: a text that was moved to another talk cannot be opened. */
export function feedbackContext(digest: string): string {
  return `feedback ${digest}`;
}
