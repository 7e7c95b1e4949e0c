/** The routes of seekers and partners after asking, except held answers: cancelling and erasing the request; the conversation. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import {
  block,
  endConversation,
  giveFeedback,
  hereInConversation,
  rematch,
  report,
  setJoin,
} from '../http/routes/conversations.ts';
import { cancelRequest, eraseRequest, sayNotSafe, stillHere } from '../http/routes/talk-requests.ts';
import { talkLive } from '../http/routes/live.ts';

export function seeker(context: HttpContext): HttpHandler {
  return api<'seeker'>(context, {
    cancelRequest,
    stillHere,
    sayNotSafe,
    eraseRequest,
    setJoin,
    hereInConversation,
    endConversation,
    rematch,
    giveFeedback,
    report,
    block,
    talkLive: talkLive(context),
  });
}
