/**
 * The routes that may be shed and whose answers are not held: asking, and a console's lists. They have a function of their own, in which
 * the less urgent calls make room for the more urgent. Callers who cancel, end, go off or report are served by other functions.
 */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { audit } from '../http/routes/audit.ts';
import { ask } from '../http/routes/talk-requests.ts';
import { listVolunteers } from '../http/routes/volunteers.ts';

export function sheddable(context: HttpContext): HttpHandler {
  return api<'sheddable'>(context, { ask, listVolunteers, audit });
}
