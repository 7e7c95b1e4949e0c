/**
 * The routes that may be shed and whose answers are not held: asking, and a console's lists. They have their own function, in which less
 * urgent calls are shed before more urgent ones. Calls that cancel, end, go off or report are served by other functions.
 */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { listBlocks } from '../http/routes/blocks.ts';
import { days } from '../http/routes/board.ts';
import { audit } from '../http/routes/audit.ts';
import { showFeedback } from '../http/routes/feedback.ts';
import { listCoordinators, listSpaces } from '../http/routes/spaces.ts';
import { ask } from '../http/routes/talk-requests.ts';
import { listVolunteers } from '../http/routes/volunteers.ts';

export function sheddable(context: HttpContext): HttpHandler {
  return api<'sheddable'>(context, { ask, listSpaces, listCoordinators, listVolunteers, listBlocks, showFeedback, audit, days });
}
