/**
 * Invariants 2 and 3. Every acknowledged request is in the ledger. In the end its seeker reads that it was matched, was cancelled
 * by the seeker, or has expired (no earlier than promised, with a come-back token). Or it is gone because the seeker erased it.
 * Both sides of every match can read it.
 */
import { conversationId, partsOf } from '../../../shared/domain/ids.ts';
import { acknowledged, auditors } from '../audit.ts';
import type { Check, Evidence } from '../evidence.ts';
import { finding } from '../../world/history/finding.ts';
import type { Operation } from '../../world/history/operation.ts';
import { requestIn } from '../../world/history/reads.ts';
import { matchesOf, talksOf, talkChanges } from '../replay.ts';

export const everyRequestEnds: Check = (evidence) => {
  const { history, ledger } = evidence;
  const asked = [...acknowledged(history).keys()];
  const talks = new Set(talksOf(ledger).map(({ id }) => id));
  const expired = talkChanges(ledger).flatMap(({ after, before }) =>
    after?.state === 'expired' && before?.state !== 'expired' ? [after] : [],
  );
  return [
    finding(2, 'acknowledged requests that are kept', asked, (id) => (talks.has(id) ? undefined : `${id} was lost`)),
    finding(2, 'acknowledged requests that have ended', asked, (id) => endOfRequest(evidence, id)),
    finding(2, 'requests that expired, none too early', expired, ({ id, endedAt, expiresAt }) =>
      (endedAt ?? 0) < expiresAt ? `${id} expired ${expiresAt - (endedAt ?? 0)} ms early` : undefined,
    ),
  ];
};

/** What is wrong with the end that the seeker reads. A cancelled or erased request needs such a call in the history. */
function endOfRequest({ history }: Evidence, id: string): string | undefined {
  const own = history.filter(({ params }) => params['request'] === id);
  const last = own.findLast(({ who, route }) => who === auditors.seeker && route === 'showRequest');
  const tried = (route: Operation['route']): boolean => own.some((one) => one.route === route && one.outcome !== 'fail');
  if (last?.status === 410) return tried('eraseRequest') ? undefined : `${id} is gone, and no seeker erased it`;
  const seen = last && requestIn(last);
  if (seen === undefined) return `${id}: its seeker gets ${last?.status ?? 'no answer'}`;
  const { status, comeBack } = seen;
  if (status === 'matched') return undefined;
  if (status === 'cancelled') return tried('cancelRequest') ? undefined : `${id} is cancelled, and no seeker cancelled it`;
  if (status !== 'expired') return `${id} is still ${status}`;
  return comeBack === undefined && !wasUsed(history, own) ? `${id} expired without a way to come back` : undefined;
}

/** The service shows a come-back token only until it is used. */
function wasUsed(history: readonly Operation[], own: readonly Operation[]): boolean {
  const told = own.flatMap((one) => (one.route === 'showRequest' ? (requestIn(one)?.comeBack ?? []) : []));
  return history.some(({ sent }) => {
    const token = typeof sent === 'object' && sent !== null && 'comeBack' in sent ? sent.comeBack : undefined;
    return typeof token === 'string' && told.includes(token);
  });
}

export const bothSidesFetch: Check = ({ history, ledger }) => {
  const conversations = matchesOf(ledger).map(({ match }) => match.conversation);
  const known = acknowledged(history);
  const reads = history.filter(({ route }) => route === 'showConversation');
  return [
    finding(3, 'matches that both sides can read', conversations, (conversation) =>
      [auditors.seeker, auditors.volunteer].flatMap((who) => {
        const read = reads.findLast((one) => one.who === who && one.params['conversation'] === conversation);
        const side = who === auditors.seeker ? 'seeker' : 'volunteer';
        if (read?.status === 200 || wasErased(history, conversation)) return [];
        const unread = known.has(requestOf(conversation)) ? 'never read it' : 'never read it: the request was never acknowledged';
        return [`${conversation}: its ${side} ${read === undefined ? unread : `gets ${read.status ?? 'no answer'}`}`];
      }),
    ),
  ];
};

function requestOf(conversation: string): string {
  return partsOf(conversationId.parse(conversation)).request;
}

function wasErased(history: readonly Operation[], conversation: string): boolean {
  const request = requestOf(conversation);
  return history.some(
    ({ route, outcome, params }) => route === 'eraseRequest' && outcome !== 'fail' && params['request'] === request,
  );
}
