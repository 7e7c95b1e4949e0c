/** Tickets for sockets. */
import { ticketForBoard, ticketForRequest, ticketForVolunteer, type TicketView } from '../../../shared/app/live/tickets.ts';
import type { Problem } from '../../../shared/contract/problems.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import { aboutTalk } from '../../../shared/domain/support-block.ts';
import type { HttpContext } from '../context.ts';
import type { Handler } from '../route.ts';

type Live = Pick<HttpContext, 'liveUrl'>;

export function talkLive({ liveUrl: url }: Live): Handler<'talkLive'> {
  return async ({ ports, now, caller, params }) => {
    const given = await ticketForRequest(ports, { caller, ...params }, now);
    return given.ok ? ok({ body: { url, ...given.value.view }, about: aboutTalk(given.value) }) : given;
  };
}

export function volunteerLive({ liveUrl }: Live): Handler<'volunteerLive'> {
  return async ({ ports, now, caller, params }) => at(liveUrl, await ticketForVolunteer(ports, { caller, ...params }, now));
}

export function boardLive({ liveUrl }: Live): Handler<'boardLive'> {
  return async ({ ports, now, caller, params }) => at(liveUrl, await ticketForBoard(ports, { caller, ...params }, now));
}

function at(url: string, given: Result<TicketView, Problem>) {
  return given.ok ? ok({ body: { url, ...given.value } }) : given;
}
