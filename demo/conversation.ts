/** One side of a conversation: being here, seeing the other, answering "still talking?", ending. The same for both sides. */
import type * as z from 'zod';
import { contract } from '../shared/contract/contract.ts';
import type { conversationPage } from '../shared/contract/conversations.ts';
import { anything } from './api.ts';
import type { Api } from './api.ts';
import type { History } from './history.ts';
import { holdSeconds } from './limits.ts';

export type ConversationPage = z.infer<typeof conversationPage>;

export interface Side {
  readonly api: Api;
  readonly history: History;
  readonly space: string;
  readonly conversation: string;
  readonly token: string;
}

/** What may meet somebody who comes late: it is over, or was erased. */
const lateFine = ['already-over', 'gone'] as const;

/** Says "here"; false when it is over already. */
export async function sayHere(side: Side): Promise<boolean> {
  const reply = await side.api.call('hereInConversation', anything, { ...addressOf(side), fine: lateFine });
  if (reply.kind !== 'answer') noteOver(side);
  return reply.kind === 'answer';
}

/** Watches the conversation until `enough`, its end, or `until`. */
export async function watch(
  side: Side,
  until: AbortSignal,
  enough: (page: ConversationPage) => boolean = () => false,
): Promise<'enough' | 'over' | 'interrupted'> {
  let etag: string | undefined;
  while (!until.aborted) {
    const asking = { ...addressOf(side), etag, until, hold: holdSeconds, fine: ['gone'] as const };
    const reply = await side.api.call('showConversation', contract.showConversation.answers[200], asking);
    if (reply.kind === 'unchanged') continue;
    if (reply.kind === 'interrupted') break;
    if (reply.kind === 'refused' || reply.body.state === 'ended') {
      noteOver(side);
      return 'over';
    }
    if (enough(reply.body)) return 'enough';
    if (reply.body.stillTalking && !(await sayHere(side))) return 'over';
    etag = reply.etag;
  }
  return 'interrupted';
}

/** Ends it; a volunteer may say that it was heavy, also afterwards. Noted before it is sent: from then on the seat may be taken again. */
export async function end(side: Side, heavy = false): Promise<void> {
  noteOver(side);
  await side.api.call('endConversation', anything, { ...addressOf(side), body: { heavy }, fine: ['gone'] });
}

/** How the talk was; whoever has erased it has said enough. */
export async function giveFeedback(side: Side, body: z.input<typeof contract.giveFeedback.body>): Promise<void> {
  await side.api.call('giveFeedback', anything, { ...addressOf(side), body, fine: ['gone'] });
}

/** Never again; true when it holds. */
export async function block(side: Side): Promise<boolean> {
  const reply = await side.api.call('block', anything, { ...addressOf(side), fine: ['gone'] });
  return reply.kind === 'answer';
}

/** Path and credential of this side's calls. */
export function addressOf({ space, conversation, token }: Side) {
  return { params: { space, conversation }, token };
}

function noteOver({ history, conversation }: Side): void {
  history.note({ kind: 'over', conversation });
}
