/** The frames with the present state of a subject: the same views as by HTTP. */
import type * as z from 'zod';
import type { boardState, talkState, volunteerState } from '../../contract/live.ts';
import type { Problem } from '../../contract/problems.ts';
import { beatOfSeeker, beatOfVolunteer } from '../../domain/beat.ts';
import { beatSeconds } from '../../domain/live-limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { isSilentSeat, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { aboutTalk, supportBlock } from '../../domain/support-block.ts';
import { isWaiting, silentEvents, type Talk } from '../../domain/talk.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { availabilityViewOf } from '../availability/availability-view.ts';
import { showBoard } from '../board/board.ts';
import { calloutOf } from '../me/me-view.ts';
import { listedOf } from '../offers/list-offers.ts';
import type { RequestView } from '../talk-requests/request-view.ts';
import type { SeatedVolunteer } from '../volunteers/eligibility-view.ts';
import type { LiveSubject } from './ticket.ts';

export type TalkState = z.input<typeof talkState>;
export type VolunteerState = z.input<typeof volunteerState>;
export type BoardState = z.input<typeof boardState>;
export type StateFrame = TalkState | VolunteerState | BoardState;

interface OfTalk {
  readonly space: Space;
  readonly talk: Talk;
  readonly view: RequestView;
}

/** A request. The help resources are long, so a frame has them only where the client may show it alone: a snapshot, or the end. */
export function talkStateOf({ space, talk, view }: OfTalk, what: 'snapshot' | 'push', now: EpochMs): TalkState {
  const isFinal = !isWaiting(talk) && talk.state !== 'matched';
  const support = what === 'snapshot' || isFinal ? { support: supportBlock(aboutTalk({ space, talk }), now) } : {};
  return {
    type: 'state',
    subject: 'talk',
    seq: talk.seq,
    event: silentEvents.has(talk.event) ? talk.state : talk.event,
    at: toIso(now),
    beatSeconds: beatOfSeeker(talk, space.limits),
    state: { ...view, ...support },
  };
}

/** A volunteer in one space. The offers and conversations are read. 503. */
export async function volunteerStateOf(
  ports: Ports,
  placed: SeatedVolunteer,
  now: EpochMs,
): Promise<Result<VolunteerState, Problem>> {
  const { space, seat } = placed;
  const listed = await listedOf(ports, space, seat, now);
  if (!listed.ok) return listed;
  return ok({
    type: 'state',
    subject: 'volunteer',
    seq: seat?.seq ?? 0,
    event: eventOf(seat),
    at: toIso(now),
    beatSeconds: beatOfVolunteer(seat, space.limits, now),
    state: { availability: availabilityViewOf(placed, now), ...listed.value, callout: calloutOf(placed, now) },
  });
}

function eventOf(seat: Seat | undefined): string {
  if (seat === undefined) return 'off';
  return isSilentSeat(seat) ? seat.on : seat.event;
}

/** The board, as the coordinator who has this login may see it. 404, 503. */
export async function boardStateOf(
  ports: Ports,
  { space, login }: Extract<LiveSubject, { kind: 'board' }>,
  event: string,
  now: EpochMs,
): Promise<Result<BoardState, Problem>> {
  const shown = await showBoard(ports, { caller: { kind: 'person', subject: login, operator: false }, space }, now);
  if (!shown.ok) return shown;
  return ok({ type: 'state', subject: 'board', seq: now, event, at: toIso(now), beatSeconds, state: shown.value });
}
