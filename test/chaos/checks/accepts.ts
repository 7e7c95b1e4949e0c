/** Accepts in the history of the clients. */
import { conversationId, partsOf, type RequestId } from '../../../shared/domain/ids.ts';
import type { Evidence } from '../evidence.ts';
import type { Operation } from '../../world/history/operation.ts';
import { ledgerGrainMs } from '../ledger.ts';
import { conversationIn } from '../../world/history/reads.ts';
import { talkChanges } from '../replay.ts';

export interface Accepted extends Operation {
  readonly offer: string;
  readonly conversation: string;
  readonly request: RequestId;
}

/** Every accept that was answered with a conversation, including repeats, in the order of completion. */
export function acceptsOf({ history }: Pick<Evidence, 'history'>): readonly Accepted[] {
  return history.flatMap((operation) => {
    const conversation = conversationIn(operation);
    if (conversation === undefined) return [];
    const { request } = partsOf(conversationId.parse(conversation));
    return [{ ...operation, offer: operation.params['offer'] ?? '', conversation, request }];
  });
}

/** The earliest time at which the conversation can have ended: a client began to end or erase it, or the ledger shows its end. */
export function endOf({ history, ledger }: Evidence, conversation: string): number {
  const { request } = partsOf(conversationId.parse(conversation));
  const asked = history.flatMap(({ route, params, invokedAt }) => {
    const ends = route === 'endConversation' && params['conversation'] === conversation;
    const erases = route === 'eraseRequest' && params['request'] === request;
    return ends || erases ? [invokedAt] : [];
  });
  const written = talkChanges(ledger).flatMap(({ before, after, writtenAt }) => {
    const was = before?.match?.conversation === conversation && before.match.endedAt === undefined;
    const is = after?.match?.conversation === conversation && after.match.endedAt === undefined;
    return was && !is ? [writtenAt - ledgerGrainMs] : [];
  });
  return Math.min(Infinity, ...asked, ...written);
}
