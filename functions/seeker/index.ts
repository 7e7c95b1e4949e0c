/** What seekers and partners call once they have asked, waiting aside: cancelling, being forgotten; the conversation. */
import { endBody, feedbackBody, joinBody, reportBody } from '../../shared/contract/conversations.ts';
import { conversationId, requestId, spaceId } from '../../shared/domain/ids.ts';
import { ok } from '../../shared/domain/result.ts';
import { toIso } from '../../shared/domain/time.ts';
import { blockPair } from '../../shared/app/conversations/block.ts';
import { hereInConversation, setJoin } from '../../shared/app/conversations/during.ts';
import { endConversation, rematchConversation } from '../../shared/app/conversations/ending.ts';
import { giveFeedback } from '../../shared/app/conversations/feedback.ts';
import { reportOther } from '../../shared/app/conversations/report.ts';
import { cancelRequest } from '../../shared/app/talk-requests/cancel.ts';
import { eraseRequest } from '../../shared/app/talk-requests/erase.ts';
import { stillHere } from '../../shared/app/talk-requests/show.ts';
import { aboutTalk } from '../http/about.ts';
import { api } from '../http/api.ts';
import { bind, nothing } from '../http/route.ts';
import { tagOf } from '../http/tags.ts';

const ofRequest = { ...nothing, params: { space: spaceId, request: requestId } };
const ofConversation = { ...nothing, params: { space: spaceId, conversation: conversationId } };

export const handler = api([
  bind('cancelRequest', ofRequest, async ({ ports, now, caller, params }) => {
    const cancelled = await cancelRequest(ports, { caller, ...params }, now);
    return cancelled.ok ? ok({ body: cancelled.value.view, about: aboutTalk(cancelled.value) }) : cancelled;
  }),
  bind('stillHere', ofRequest, async ({ ports, now, caller, params }) => {
    const here = await stillHere(ports, { caller, ...params }, now);
    return here.ok ? ok({}) : here;
  }),
  bind('eraseRequest', ofRequest, async ({ ports, now, caller, params }) => {
    const erased = await eraseRequest(ports, { caller, ...params }, now);
    if (!erased.ok) return erased;
    const { receipt } = erased.value;
    return ok({ body: { receipt: { ...receipt, erasedAt: toIso(receipt.erasedAt) } }, about: aboutTalk(erased.value) });
  }),
  bind('setJoin', { ...ofConversation, body: joinBody }, async ({ ports, now, caller, params, body }) => {
    const set = await setJoin(ports, { caller, ...params, body }, now);
    return set.ok ? ok({ body: set.value.view, etag: tagOf(set.value.view), about: aboutTalk(set.value) }) : set;
  }),
  bind('hereInConversation', ofConversation, async ({ ports, now, caller, params }) => {
    const here = await hereInConversation(ports, { caller, ...params }, now);
    return here.ok ? ok({}) : here;
  }),
  bind('endConversation', { ...ofConversation, body: endBody.optional() }, async ({ ports, now, caller, params, body }) => {
    const ended = await endConversation(ports, { caller, ...params, coordinators: true, heavy: body?.heavy ?? false }, now);
    return ended.ok ? ok({ body: ended.value.view, about: aboutTalk(ended.value) }) : ended;
  }),
  bind('rematch', ofConversation, async ({ ports, now, caller, params }) => {
    const again = await rematchConversation(ports, { caller, ...params }, now);
    return again.ok
      ? ok({ body: { request: { id: again.value.talk.id, status: again.value.talk.state } }, about: aboutTalk(again.value) })
      : again;
  }),
  bind('giveFeedback', { ...ofConversation, body: feedbackBody }, async ({ ports, now, caller, params, body }) => {
    const given = await giveFeedback(ports, { caller, ...params, body }, now);
    return given.ok ? ok({ body: { received: true }, about: aboutTalk(given.value) }) : given;
  }),
  bind('report', { ...ofConversation, body: reportBody }, async ({ ports, now, caller, params, body, key }) => {
    const reported = await reportOther(ports, { caller, ...params, body, key }, now);
    return reported.ok
      ? ok({ body: { id: reported.value.id, blocked: reported.value.blocked }, about: aboutTalk(reported.value.found) })
      : reported;
  }),
  bind('block', ofConversation, async ({ ports, now, caller, params }) => {
    const blocked = await blockPair(ports, { caller, ...params }, now);
    return blocked.ok ? ok({ body: { blocked: true, lasts: blocked.value.lasts }, about: aboutTalk(blocked.value) }) : blocked;
  }),
]);
