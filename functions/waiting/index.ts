/** Whatever may wait: held answers and the matching endpoint. They share a cap of their own and starve nobody else. */
import { noQuery } from '../../shared/contract/common.ts';
import { matchBody } from '../../shared/contract/talk-requests.ts';
import { conversationId, requestId, spaceId } from '../../shared/domain/ids.ts';
import { err, ok } from '../../shared/domain/result.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { showBoard } from '../../shared/app/board/board.ts';
import { unauthenticated } from '../../shared/app/callers.ts';
import { showConversation } from '../../shared/app/conversations/show.ts';
import { joinOf } from '../../shared/app/conversations/conversation-view.ts';
import { listOffers } from '../../shared/app/offers/list-offers.ts';
import { liveKeys } from '../../shared/app/records/keys.ts';
import { ask } from '../../shared/app/talk-requests/ask.ts';
import type { Asked } from '../../shared/app/talk-requests/ask.ts';
import { showRequest } from '../../shared/app/talk-requests/show.ts';
import { loadTalk } from '../../shared/app/stories.ts';
import { tokenFor } from '../../shared/app/tokens.ts';
import type { Ports } from '../../shared/ports.ts';
import { aboutTalk } from '../http/about.ts';
import { api } from '../http/api.ts';
import { standing } from '../http/asked.ts';
import { bind, nothing } from '../http/route.ts';
import type { Outcome } from '../http/route.ts';
import { tagOf } from '../http/tags.ts';
import { clock } from '../runtime/ports.ts';
import { heldGet, hold } from './hold.ts';

const ofSpace = { ...nothing, params: { space: spaceId } };

export const handler = api([
  bind('showRequest', { ...nothing, params: { space: spaceId, request: requestId } }, (call) =>
    heldGet(call, async () => {
      const found = await showRequest(call.ports, { caller: call.caller, ...call.params }, clock());
      if (!found.ok) return found;
      const { view, talk } = found.value;
      return ok({ body: view, etag: tagOf(view), about: aboutTalk(found.value), watch: liveKeys.talk(talk.id) });
    }),
  ),
  bind('showConversation', { ...nothing, params: { space: spaceId, conversation: conversationId } }, (call) =>
    heldGet(call, async () => {
      const found = await showConversation(call.ports, { caller: call.caller, ...call.params }, clock());
      if (!found.ok) return found;
      const { view, talk } = found.value;
      return ok({ body: view, etag: tagOf(view), about: aboutTalk(found.value), watch: liveKeys.talk(talk.id) });
    }),
  ),
  bind('listOffers', ofSpace, (call) =>
    heldGet(call, async () => {
      const offers = await listOffers(call.ports, { caller: call.caller, ...call.params }, clock());
      if (!offers.ok) return offers;
      const { items, volunteer } = offers.value;
      return ok({
        body: { items },
        etag: tagOf(items.map((offer) => offer.id)),
        watch: liveKeys.seat(call.params.space, volunteer),
      });
    }),
  ),
  bind('board', ofSpace, (call) =>
    heldGet(call, async () => {
      const board = await showBoard(call.ports, { caller: call.caller, ...call.params }, clock());
      if (!board.ok) return board;
      const { at: _at, oldestWaitSeconds: _oldest, ...counts } = board.value;
      return ok({ body: board.value, etag: tagOf(counts) });
    }),
  ),
  bind(
    'match',
    { params: { space: spaceId }, query: noQuery, body: matchBody },
    async ({ ports, now, caller, params, body, key = '', event }) => {
      if (caller.kind === 'nobody') return err(unauthenticated);
      if (caller.kind !== 'partner') return err({ code: 'forbidden' });
      const { waitSeconds, ...wanted } = body;
      const asked = await ask(ports, { caller, ...params, body: wanted, key }, now);
      if (!asked.ok) return asked;
      const look = () => matched(ports, asked.value);
      const first = await look();
      if (!first.ok) return first;
      const held = await hold(ports, {
        event,
        first: first.value,
        seconds: waitSeconds,
        look,
        until: (outcome) => outcome.status === 200,
      });
      return held.ok ? ok(held.value.outcome) : held;
    },
  ),
]);

/** 200 with the match where somebody has accepted, else 202 with where the request stands. */
async function matched(ports: Ports, { space, talk: asked, quota }: Asked): Promise<Result<Outcome, Problem>> {
  const now = clock();
  const found = await loadTalk(ports, space.id, asked.id, now);
  if (!found.ok) return found;
  const talk = found.value;
  const watch = liveKeys.talk(talk.id);
  if (talk.state !== 'matched' || talk.match === undefined) {
    const waiting = await standing(ports, { space, talk, quota }, now);
    return waiting.ok ? ok({ ...waiting.value, watch }) : waiting;
  }
  const { match } = talk;
  const conversation = { id: match.conversation, channel: talk.ask.channel, join: joinOf(match, 'partner') };
  const body = { match: { requestId: talk.id, conversation, token: tokenFor(ports.vault, 'seeker', talk.id) } };
  return ok({ status: 200, body, about: aboutTalk({ space, talk }), watch });
}
