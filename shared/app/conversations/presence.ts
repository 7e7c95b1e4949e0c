/** While a conversation is open: the join links, "here", "still talking". */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { here } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import type { ConversationCommand } from './access.ts';
import { alreadyOver, changeConversation, type Changed } from './update-conversation.ts';

/** The side has joined or is still talking. A partner acts for its seeker. 409 already-over. */
export function hereInConversation(ports: Ports, command: ConversationCommand, now: EpochMs): Promise<Result<Changed, Problem>> {
  return changeConversation(
    ports,
    command,
    {
      apply: ({ talk }, { space, who }) =>
        ok({ talk: here(talk, who === 'volunteer' ? 'volunteer' : 'seeker', space.limits.talkSecondsMax, now) }),
      over: alreadyOver,
    },
    now,
  );
}
