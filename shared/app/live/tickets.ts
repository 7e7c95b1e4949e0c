/** Gives tickets to those who may listen: each is bound to one subject. */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, person, type Caller } from '../access/callers.ts';
import { requestFor, type RequestCommand } from '../talk-requests/access.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { ticketFor, type LiveSubject } from './ticket.ts';

export interface TicketView {
  readonly ticket: string;
  readonly expiresAt: string;
}

interface InSpace {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/**
 * For the seeker of a request, or its partner, who hands the ticket to the seeker's page. It allows what the seeker's token allows, to listen.
 * 401, 403, 404, 410.
 */
export async function ticketForRequest(
  ports: Ports,
  command: RequestCommand,
  now: EpochMs,
): Promise<Result<{ readonly view: TicketView; readonly space: Space; readonly talk: Talk }, Problem>> {
  const found = await requestFor(ports, command, now);
  if (!found.ok) return found;
  const { space, request } = command;
  return ok({ ...found.value, view: viewOf(ports, { kind: 'talk', space, request }, now) });
}

/** For a volunteer of the space. 401, 404. */
export async function ticketForVolunteer(ports: Ports, command: InSpace, now: EpochMs): Promise<Result<TicketView, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const who = person(command.caller);
  if (!who.ok) return who;
  const { id: volunteer } = me.value.volunteer;
  return ok(viewOf(ports, { kind: 'volunteer', space: command.space, volunteer, login: who.value.subject }, now));
}

/** For a coordinator of the space. 401, 404. */
export async function ticketForBoard(
  ports: Ports,
  { caller, space }: InSpace,
  now: EpochMs,
): Promise<Result<TicketView, Problem>> {
  const who = await coordinatorOf(ports, caller, space);
  return who.ok ? ok(viewOf(ports, { kind: 'board', space, login: who.value.subject }, now)) : who;
}

function viewOf(ports: Ports, subject: LiveSubject, now: EpochMs): TicketView {
  const { text, expiresAt } = ticketFor(ports, subject, now);
  return { ticket: text, expiresAt: toIso(expiresAt) };
}
