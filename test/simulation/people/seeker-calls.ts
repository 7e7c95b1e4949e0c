/** What seekers, and the partner for them, ask of the service; and what is true once they were answered. */
import type { Caller } from '../../../shared/app/callers.ts';
import { blockPair } from '../../../shared/app/conversations/block.ts';
import { hereInConversation } from '../../../shared/app/conversations/during.ts';
import { endConversation, rematchConversation } from '../../../shared/app/conversations/ending.ts';
import { reportOther } from '../../../shared/app/conversations/report.ts';
import { showConversation } from '../../../shared/app/conversations/show.ts';
import type { ShownConversation } from '../../../shared/app/conversations/show.ts';
import { ask } from '../../../shared/app/talk-requests/ask.ts';
import { cancelRequest } from '../../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../../shared/app/talk-requests/erase.ts';
import { requestView } from '../../../shared/app/talk-requests/request-view.ts';
import type { RequestView } from '../../../shared/app/talk-requests/request-view.ts';
import { showRequest, stillHere } from '../../../shared/app/talk-requests/show.ts';
import type { Problem } from '../../../shared/contract/problems.ts';
import { askBody } from '../../../shared/contract/talk-requests.ts';
import type { AskBody } from '../../../shared/contract/talk-requests.ts';
import { partsOf } from '../../../shared/domain/ids.ts';
import type { ConversationId, RequestId } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/domain/result.ts';
import type { Talk } from '../../../shared/domain/talk.ts';
import type { Call } from '../check/promises.ts';
import type { Cast } from './cast.ts';
import type { Reply, Wanted } from './person.ts';

export interface Standing {
  readonly talk: Talk;
  readonly view: RequestView;
}

/** Refusals that a request may meet that was erased or swept. */
const goneCodes: readonly Problem['code'][] = ['gone', 'not-found'];

/** Nobody is told that something is gone that is there; nobody is shown what was erased. */
function judgeGone(cast: Cast, call: Call, reply: Exclude<Reply<unknown>, { kind: 'unknown' }>, request: string): void {
  if (reply.kind === 'ok') {
    if (cast.promises.wasErased(call, request)) cast.ledger.violate(14, `${request} was read after its erasure`, call.name);
    cast.promises.shown(call, request);
  } else if (goneCodes.includes(reply.problem.code) && !cast.promises.mayBeGone(request)) {
    cast.ledger.violate(3, `${request} is stored and was not found`, call.name);
  }
}

/** Asks, and says where the request stands, as the route does. */
export function asking(
  cast: Cast,
  { caller, key, body }: { readonly caller: Caller; readonly key: string; readonly body: AskBody },
): Wanted<Standing> {
  const { promises, space } = cast;
  let before = Infinity;
  return {
    what: `ask with ${key}`,
    begin: () => {
      before = Infinity;
    },
    run: async (ports, now) => {
      const asked = await ask(ports, { caller, space, key, body: askBody.parse(body) }, now);
      if (!asked.ok) return asked;
      const view = await requestView(ports, asked.value.space, asked.value.talk, now);
      return view.ok ? ok({ talk: asked.value.talk, view: view.value }) : view;
    },
    judge: (call, reply) => {
      if (reply.kind !== 'ok') return;
      const { talk, view } = reply.value;
      promises.askedFor(call, talk.id);
      promises.position(call, talk.id, { before, now: view.position });
      if (promises.wasErased(call, talk.id))
        cast.ledger.violate(14, `${talk.id} was asked for again after its erasure`, call.name);
    },
  };
}

export interface Mine {
  readonly caller: Caller;
  readonly request: RequestId;
}

export function showing(cast: Cast, mine: Mine): Wanted<Standing> {
  const { promises, space } = cast;
  let before = Infinity;
  return {
    what: 'see the request',
    begin: () => {
      before = promises.positionBefore(mine.request);
    },
    run: async (ports, now) => showRequest(ports, { ...mine, space }, now),
    judge: (call, reply) => {
      judgeGone(cast, call, reply, mine.request);
      if (reply.kind !== 'ok') return;
      promises.heard(call, mine.request);
      promises.position(call, mine.request, { before, now: reply.value.view.position });
    },
  };
}

export function stayingHere(cast: Cast, mine: Mine): Wanted<unknown> {
  return {
    what: 'say: still here',
    run: (ports, now) => stillHere(ports, { ...mine, space: cast.space }, now),
    judge: (call, reply) => {
      judgeGone(cast, call, reply, mine.request);
      if (reply.kind === 'ok') cast.promises.heard(call, mine.request);
    },
  };
}

export function cancelling(cast: Cast, mine: Mine): Wanted<unknown> {
  return {
    what: 'cancel',
    run: (ports, now) => cancelRequest(ports, { ...mine, space: cast.space }, now),
    judge: (call, reply) => {
      judgeGone(cast, call, reply, mine.request);
      if (reply.kind === 'ok') cast.promises.cancelled(call, mine.request);
      else if (reply.problem.code === 'already-matched') cast.promises.notCancelled(call, mine.request);
    },
  };
}

export function erasing(cast: Cast, mine: Mine): Wanted<unknown> {
  return {
    what: 'be forgotten',
    begin: () => cast.promises.erasing(mine.request),
    run: (ports, now) => eraseRequest(ports, { ...mine, space: cast.space }, now),
    judge: (call, reply) => {
      if (reply.kind === 'ok') cast.promises.erasedNow(call, mine.request);
    },
  };
}

export interface Talking {
  readonly caller: Caller;
  readonly conversation: ConversationId;
}

/** Everything one side of a conversation may do. */
export function conversing(cast: Cast, talking: Talking) {
  const command = { ...talking, space: cast.space };
  const { request } = partsOf(talking.conversation);
  const judged = (call: Call, reply: Exclude<Reply<unknown>, { kind: 'unknown' }>): void => judgeGone(cast, call, reply, request);
  return {
    show: (): Wanted<ShownConversation> => ({
      what: 'see the conversation',
      run: (ports, now) => showConversation(ports, command, now),
      judge: judged,
    }),
    here: (): Wanted<unknown> => ({
      what: 'say: here',
      run: (ports, now) => hereInConversation(ports, command, now),
      judge: judged,
    }),
    end: (heavy: boolean): Wanted<unknown> => ({
      what: heavy ? 'end what was heavy' : 'end the talk',
      run: (ports, now) => endConversation(ports, { ...command, heavy }, now),
      judge: (call, reply) => {
        judged(call, reply);
        if (reply.kind === 'ok') cast.promises.talkOver(call, talking.conversation, heavy && talking.caller.kind === 'person');
      },
    }),
    rematch: (): Wanted<unknown> => ({
      what: 'have somebody else',
      run: (ports, now) => rematchConversation(ports, command, now),
      judge: judged,
    }),
    block: (): Wanted<unknown> => ({
      what: 'block',
      run: (ports, now) => blockPair(ports, command, now),
      judge: (call, reply) => {
        judged(call, reply);
        if (reply.kind === 'ok') cast.promises.blocked(call, talking.conversation);
      },
    }),
    report: (key: string): Wanted<unknown> => ({
      what: 'report and block',
      run: (ports, now) => reportOther(ports, { ...command, key, body: { category: 'harassment', block: true } }, now),
      judge: (call, reply) => {
        judged(call, reply);
        if (reply.kind === 'ok') cast.promises.blocked(call, talking.conversation);
      },
    }),
  };
}
