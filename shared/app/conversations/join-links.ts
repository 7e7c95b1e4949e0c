/** The partner sends each side its link into the conversation. */
import type * as z from 'zod';
import type { joinBody } from '../../contract/conversations.ts';
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { fromIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import type { ConversationCommand } from './access.ts';
import { alreadyOver, changeConversation } from './update-conversation.ts';
import { conversationViewOf } from './conversation-view.ts';
import type { ShownConversation } from './show.ts';
import { notFound } from '../store/problems.ts';

/** The partner sends both join links, and sends them again if they change. 409 already-over, 422 for links that have expired. */
export async function setJoin(
  ports: Ports,
  command: ConversationCommand & { readonly body: z.infer<typeof joinBody> },
  now: EpochMs,
): Promise<Result<ShownConversation, Problem>> {
  if (command.caller.kind !== 'partner') return err(command.caller.kind === 'nobody' ? { code: 'unauthenticated' } : notFound);
  const { seeker, volunteer } = command.body;
  const expiresAt = fromIso(command.body.expiresAt);
  if (expiresAt === undefined || expiresAt <= now) {
    return err({ code: 'unprocessable', errors: [{ pointer: '/expiresAt', detail: 'Must be in the future.' }] });
  }
  const join = { seekerUrl: seeker.url, volunteerUrl: volunteer.url, expiresAt };
  const set = await changeConversation(
    ports,
    command,
    {
      apply: ({ talk }) => ok({ talk: { ...talk, seq: talk.seq + 1, event: 'joined', match: { ...talk.match, join } } }),
      over: alreadyOver,
    },
    now,
  );
  return set.ok ? ok({ ...set.value, view: conversationViewOf(ports.crypto, set.value, now) }) : set;
}
