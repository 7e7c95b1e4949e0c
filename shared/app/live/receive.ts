/** A frame of a client: `hello` and the beats. Each is answered by one frame, and changes nothing else than signs of life. */
import type { ClientFrame, ServerFrame } from '../../contract/live.ts';
import type { Problem } from '../../contract/problems.ts';
import { beatSeconds, byeSeconds, socketRenewSeconds } from '../../domain/live-limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { plusSeconds, toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { leaseOf } from '../availability/availability-view.ts';
import { renewedSeat } from '../availability/renew-session.ts';
import { load } from '../store/transact.ts';
import { presentSeat } from '../store/seats.ts';
import { showRequest } from '../talk-requests/show.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { boardChangedAt } from './board-pushes.ts';
import { frameIn, goneFrameOf, isGone, problemFrameOf, textOf } from './frames.ts';
import { linkKey, linkRecord, type Link } from './links.ts';
import { boardStateOf, talkStateOf, volunteerStateOf, type StateFrame } from './states.ts';
import { openedTicket, type LiveSubject } from './ticket.ts';

export interface ReceiveCommand {
  /** The gateway's name of the connection that the frame came from. */
  readonly connection: string;
  readonly text: string;
}

type Here = Extract<ClientFrame, { type: 'here' }>;
type HereAnswer = Extract<ServerFrame, { type: 'here' }>;

/** What a subject answers: its state, and what a beat is told if that state is known. */
interface Answer {
  readonly state: StateFrame;
  readonly here: Omit<HereAnswer, 'type' | 'seq' | 'beatSeconds'>;
}

/**
 * The answering frame. A frame that is unknown, too large or not as the contract says, and one whose ticket opened no socket or another one, is
 * answered by a `problem` frame.
 */
export async function receive(ports: Ports, { connection, text }: ReceiveCommand, now: EpochMs): Promise<string> {
  const frame = frameIn(text);
  const link = frame.ok ? await linkOf(ports, frame.value.ticket, connection) : frame;
  if (!frame.ok || !link.ok) return textOf(problemFrameOf(frame.ok ? notOpen(link) : frame.error, {}, now));
  const answer = await answerTo(ports, link.value, frame.value, now);
  if (answer.ok) return textOf(answer.value);
  const { subject } = link.value;
  if (isGone(answer.error)) return textOf(goneFrameOf(subject));
  return textOf(problemFrameOf(answer.error, subject.kind === 'talk' ? {} : undefined, now));
}

function notOpen(link: Result<Link, Problem>): Problem {
  return link.ok ? { code: 'ticket-not-valid' } : link.error;
}

/** The link that the ticket opened, if the frame came over that very connection. */
async function linkOf(ports: Ports, text: string, connection: string): Promise<Result<Link, Problem>> {
  const ticket = openedTicket(ports.crypto, text);
  if (ticket === undefined) return err({ code: 'ticket-not-valid' });
  const link = await load(ports, linkKey(ticket), linkRecord);
  if (!link.ok) return link;
  return link.value?.connection === connection ? ok(link.value) : err({ code: 'ticket-not-valid' });
}

async function answerTo(
  ports: Ports,
  link: Link,
  frame: ClientFrame,
  now: EpochMs,
): Promise<Result<ServerFrame | StateFrame, Problem>> {
  const { subject } = link;
  if (subject.kind === 'board') return boardAnswer(ports, link, frame, now);
  const answer = subject.kind === 'talk' ? await ofTalk(ports, subject, now) : await ofVolunteer(ports, subject, frame, now);
  if (!answer.ok) return answer;
  const { state, here } = answer.value;
  const last = frame.last ?? state.seq;
  if (frame.type === 'hello' || state.seq > last) return ok(state.seq > last ? { ...state, missed: true } : state);
  const refusal = subject.kind === 'volunteer' ? sessionRefusal(state, frame) : undefined;
  return refusal ?? ok(byeOf(link, now) ?? { type: 'here', seq: state.seq, beatSeconds: state.beatSeconds, ...here });
}

/** A beat for a session that has ended, from a client that knows the present state. */
function sessionRefusal(state: StateFrame, { session }: Here): Result<never, Problem> | undefined {
  if (session === undefined || state.subject !== 'volunteer' || state.state.availability.session === session) return undefined;
  return err({ code: 'session-ended' });
}

/** The gateway ends a socket after two hours, without a word. Some minutes before, the client is asked to open another one. */
function byeOf({ at }: Link, now: EpochMs): ServerFrame | undefined {
  return plusSeconds(at, socketRenewSeconds) <= now ? { type: 'bye', afterSeconds: byeSeconds } : undefined;
}

type TalkSubject = Extract<LiveSubject, { kind: 'talk' }>;
type VolunteerSubject = Extract<LiveSubject, { kind: 'volunteer' }>;

/** The seeker is there: that is noted a few times per "still there?" period. */
async function ofTalk(ports: Ports, { space, request }: TalkSubject, now: EpochMs): Promise<Result<Answer, Problem>> {
  const shown = await showRequest(ports, { caller: { kind: 'seeker', request }, space, request }, now);
  if (!shown.ok) return shown;
  const { position, estimate } = shown.value.view;
  return ok({ state: talkStateOf(shown.value, 'snapshot', now), here: { position, estimate } });
}

/** The volunteer is there: the lease is extended, at most once per half lease. A push of it is not: a renewal is silent. */
async function ofVolunteer(
  ports: Ports,
  { space, volunteer, login }: VolunteerSubject,
  frame: ClientFrame,
  now: EpochMs,
): Promise<Result<Answer, Problem>> {
  const me = await volunteerOf(ports, { kind: 'person', subject: login, operator: false }, space);
  if (!me.ok) return me;
  if (me.value.volunteer.id !== volunteer) return err({ code: 'gone' });
  const kept = await presentSeat(ports, me.value.space, volunteer, now);
  if (!kept.ok) return kept;
  const session = frame.type === 'here' ? frame.session : undefined;
  const seat = await renewedSeat(ports, { space: me.value.space, seat: kept.value, session }, now);
  if (!seat.ok) return seat;
  const placed = { ...me.value, seat: seat.value };
  const state = await volunteerStateOf(ports, placed, now);
  if (!state.ok) return state;
  const restUntil = seat.value === undefined || seat.value.restUntil <= now ? {} : { restUntil: toIso(seat.value.restUntil) };
  return ok({ state: state.value, here: { ...leaseOf(seat.value), ...restUntil } });
}

/** A board is read only for a hello, or if it has changed since it was told. */
async function boardAnswer(
  ports: Ports,
  link: Link,
  frame: ClientFrame,
  now: EpochMs,
): Promise<Result<ServerFrame | StateFrame, Problem>> {
  const { subject } = link;
  if (subject.kind !== 'board') throw new Error('not a board');
  const changedAt = frame.type === 'hello' ? ok(undefined) : await boardChangedAt(ports, subject.space);
  if (!changedAt.ok) return changedAt;
  const last = frame.last ?? 0;
  if (frame.type === 'here' && (changedAt.value ?? 0) <= last)
    return ok(byeOf(link, now) ?? { type: 'here', seq: last, beatSeconds });
  const state = await boardStateOf(ports, subject, frame.type === 'hello' ? 'shown' : 'changed', now);
  if (!state.ok) return state;
  return ok(last > 0 ? { ...state.value, missed: true } : state.value);
}
