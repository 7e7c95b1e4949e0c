/** A conversation, during the talk and after its end. */
import { blockPair } from '../../../shared/app/conversations/block.ts';
import { hereInConversation as isHere } from '../../../shared/app/conversations/presence.ts';
import { endConversation as end } from '../../../shared/app/conversations/end.ts';
import { giveFeedback as give } from '../../../shared/app/conversations/feedback.ts';
import { reportOther } from '../../../shared/app/conversations/report.ts';
import { showConversation as show } from '../../../shared/app/conversations/show.ts';
import { listMyConversations as listMine } from '../../../shared/app/offers/list-offers.ts';
import { liveKeys } from '../../../shared/app/store/keys.ts';
import { ok } from '../../../shared/domain/result.ts';
import { aboutTalk } from '../../../shared/domain/support-block.ts';
import { shown, silent } from '../responders.ts';
import type { Handler } from '../route.ts';
import { tagOf } from '../etag.ts';
import { setJoin as set } from '../../../shared/app/conversations/join-links.ts';
import { rematchConversation } from '../../../shared/app/conversations/rematch.ts';

export const showConversation: Handler<'showConversation'> = async ({ ports, now, caller, params }) => {
  const found = await show(ports, { caller, ...params }, now);
  if (!found.ok) return found;
  const { view, talk } = found.value;
  const watch = liveKeys.talk(talk.id);
  return ok({ body: view, etag: tagOf(view), about: aboutTalk(found.value), watch, isOver: view.state === 'ended' });
};

export const setJoin: Handler<'setJoin'> = async ({ ports, now, caller, params, body }) => {
  const done = await set(ports, { caller, ...params, body }, now);
  return done.ok ? ok({ body: done.value.view, etag: tagOf(done.value.view), about: aboutTalk(done.value) }) : done;
};

export const hereInConversation: Handler<'hereInConversation'> = async ({ ports, now, caller, params }) =>
  silent(await isHere(ports, { caller, ...params }, now));

export const endConversation: Handler<'endConversation'> = async ({ ports, now, caller, params, body }) => {
  const ended = await end(ports, { caller, ...params, coordinators: true, heavy: body?.heavy ?? false }, now);
  return ended.ok ? ok({ body: ended.value.view, about: aboutTalk(ended.value) }) : ended;
};

export const rematch: Handler<'rematch'> = async ({ ports, now, caller, params }) => {
  const again = await rematchConversation(ports, { caller, ...params }, now);
  if (!again.ok) return again;
  const { id, state: status } = again.value.talk;
  return ok({ body: { request: { id, status } }, about: aboutTalk(again.value) });
};

export const giveFeedback: Handler<'giveFeedback'> = async ({ ports, now, caller, params, body }) => {
  const given = await give(ports, { caller, ...params, body }, now);
  if (!given.ok) return given;
  return ok({ body: { received: true, textKept: given.value.textKept }, about: aboutTalk(given.value) });
};

export const report: Handler<'report'> = async ({ ports, now, caller, params, body, key }) => {
  const reported = await reportOther(ports, { caller, ...params, body, key }, now);
  if (!reported.ok) return reported;
  const { id, blocked, found } = reported.value;
  return ok({ body: { id, blocked }, about: aboutTalk(found) });
};

export const block: Handler<'block'> = async ({ ports, now, caller, params }) => {
  const blocked = await blockPair(ports, { caller, ...params }, now);
  return blocked.ok ? ok({ body: { blocked: true, lasts: blocked.value.lasts }, about: aboutTalk(blocked.value) }) : blocked;
};

export const listMyConversations: Handler<'listMyConversations'> = async ({ ports, now, caller, params }) => {
  return shown(await listMine(ports, { caller, ...params }, now));
};
