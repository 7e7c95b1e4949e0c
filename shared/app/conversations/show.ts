/** A conversation as its participant sees it. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { conversationViewOf, type ConversationView } from './conversation-view.ts';

export interface ShownConversation extends ConversationFor {
  readonly view: ConversationView;
}

/** 401, 404, 410 once erased or swept. */
export async function showConversation(
  ports: Ports,
  command: ConversationCommand,
  now: EpochMs,
): Promise<Result<ShownConversation, Problem>> {
  const found = await conversationFor(ports, command, now);
  return found.ok ? ok({ ...found.value, view: conversationViewOf(ports.crypto, found.value, now) }) : found;
}
