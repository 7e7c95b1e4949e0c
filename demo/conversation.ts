/** One side of a conversation: being here, seeing the other, answering "still talking?", ending. The same for both sides. */
import type { BodyOf } from '../client/client.ts';
import type { Sent } from '../client/sent.ts';
import type { History } from './history.ts';
import { holdSeconds } from './limits.ts';
import type { MeteredClient } from './metered-client.ts';

export type ConversationView = BodyOf<'showConversation'>;

export interface Side {
  readonly client: MeteredClient;
  readonly history: History;
  readonly space: string;
  readonly conversation: string;
  readonly token: string;
}

/** Says "here"; false when the conversation is over already, or was erased. */
export async function sayHere(side: Side): Promise<boolean> {
  const answer = await side.client.call('hereInConversation', addressOf(side), { handles: ['already-over', 'gone'] });
  if (answer.kind !== 'success') noteOver(side);
  return answer.kind === 'success';
}

/** Watches the conversation until `enough`, its end, or `until`. */
export async function watch(
  side: Side,
  until: AbortSignal,
  enough: (shown: ConversationView) => boolean = () => false,
): Promise<'enough' | 'over' | 'interrupted'> {
  let ifNoneMatch: string | undefined;
  while (!until.aborted) {
    const sent = { ...addressOf(side), ifNoneMatch, waitSeconds: holdSeconds };
    const answer = await side.client.call('showConversation', sent, { until, handles: ['gone'] });
    if (answer.status === 304) continue;
    if (answer.kind === 'interrupted') break;
    if (answer.kind === 'refusal' || answer.body.state === 'ended') {
      noteOver(side);
      return 'over';
    }
    if (enough(answer.body)) return 'enough';
    if (answer.body.stillTalking && !(await sayHere(side))) return 'over';
    ifNoneMatch = answer.etag;
  }
  return 'interrupted';
}

/** Ends it; a volunteer may say that it was heavy, also afterwards. Noted before it is sent: from then on the seat may be taken again. */
export async function end(side: Side, heavy = false): Promise<void> {
  noteOver(side);
  await side.client.call('endConversation', { ...addressOf(side), body: { heavy } }, { handles: ['gone'] });
}

/** Says how the talk was; does nothing where the request was erased. */
export async function giveFeedback(side: Side, body: Sent<'giveFeedback'>['body']): Promise<void> {
  await side.client.call('giveFeedback', { ...addressOf(side), body }, { handles: ['gone'] });
}

/** Blocks the other side; true when the block holds. */
export async function block(side: Side): Promise<boolean> {
  const answer = await side.client.call('block', addressOf(side), { handles: ['gone'] });
  return answer.kind === 'success';
}

/** Path and credential of this side's calls. */
export function addressOf({ space, conversation, token }: Side) {
  return { params: { space, conversation }, token };
}

function noteOver({ history, conversation }: Side): void {
  history.note({ kind: 'over', conversation });
}
