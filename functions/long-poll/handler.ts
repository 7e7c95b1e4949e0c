/** The routes whose answers may be held, and the matching endpoint. Their cap is separate, so they take no capacity from other calls. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { board } from '../http/routes/board.ts';
import { showConversation } from '../http/routes/conversations.ts';
import { listOffers } from '../http/routes/offers.ts';
import { match, showRequest } from '../http/routes/talk-requests.ts';

export function longPoll(context: HttpContext): HttpHandler {
  return api<'long-poll'>(context, { showRequest, showConversation, listOffers, board, match: match(context) });
}
