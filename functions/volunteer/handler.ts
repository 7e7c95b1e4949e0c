/** The routes of volunteers, except held answers: their records, their availability, their offers. */
import { api, type HttpHandler } from '../http/api.ts';
import type { HttpContext } from '../http/context.ts';
import { setAvailability, showAvailability } from '../http/routes/availability.ts';
import { listMyConversations } from '../http/routes/conversations.ts';
import { acceptOffer, declineOffer, nextOffer } from '../http/routes/offers.ts';
import { acceptInvitation, editMe, leaveSpace, me } from '../http/routes/volunteers.ts';
import { volunteerLive } from '../http/routes/live.ts';

export function volunteer(context: HttpContext): HttpHandler {
  return api<'volunteer'>(context, {
    me,
    acceptInvitation,
    setAvailability,
    showAvailability,
    nextOffer,
    acceptOffer,
    declineOffer,
    listMyConversations,
    editMe,
    leaveSpace,
    volunteerLive: volunteerLive(context),
  });
}
