/**
 * The participants of a conversation: its seeker, its volunteer, and the partner who asked. For every other caller it does not
 * exist.
 */
import type { Problem } from '../../contract/problems.ts';
import { partsOf, type ConversationId, type SpaceId } from '../../domain/ids.ts';
import type { PartnerRight } from '../../domain/partner.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Match, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { presentSeat } from '../store/seats.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { requestFor } from '../talk-requests/access.ts';
import { notFound, unauthenticated } from '../store/problems.ts';

export interface ConversationCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly conversation: ConversationId;
  /** Whether a coordinator of the space may also do this. That is so only for ending a talk. */
  readonly coordinators?: true;
  /** The right that a partner's key needs: `read` to read, `ask` to change anything. */
  readonly right?: PartnerRight;
}

export type Participant = 'seeker' | 'volunteer' | 'partner' | 'coordinator';

export interface ConversationFor {
  readonly space: Space;
  readonly talk: Talk;
  readonly match: Match;
  readonly who: Participant;
}

/** The match of a request that became this conversation: the current one or an earlier one. */
export function matchOf(talk: Talk, conversation: ConversationId): Match | undefined {
  return [...talk.previousMatches, ...(talk.match === undefined ? [] : [talk.match])].find(
    (match) => match.conversation === conversation,
  );
}

/**
 * The conversation for a participant. 401, 404, 410 once erased or swept. Like any call of a volunteer who is on, a call of the
 * volunteer extends the lease.
 */
export async function conversationFor(
  ports: Ports,
  command: ConversationCommand,
  now: EpochMs,
): Promise<Result<ConversationFor, Problem>> {
  const { caller, space: id, conversation } = command;
  if (caller.kind === 'nobody') return err(unauthenticated);
  const { request } = partsOf(conversation);
  if (caller.kind === 'person') return forPerson(ports, command, now);
  const found = await requestFor(ports, { caller, space: id, request, right: command.right ?? 'read' }, now);
  if (!found.ok) return found;
  const match = matchOf(found.value.talk, conversation);
  return match === undefined ? err(notFound) : ok({ ...found.value, match, who: caller.kind });
}

async function forPerson(ports: Ports, command: ConversationCommand, now: EpochMs): Promise<Result<ConversationFor, Problem>> {
  const { caller, space: id, conversation } = command;
  const me = await volunteerOf(ports, caller, id);
  if (!me.ok && me.error.code !== 'not-found') return me;
  const space = me.ok ? ok(me.value.space) : await spaceOr404(ports, id);
  if (!space.ok) return space;
  const coordinates = command.coordinators === undefined ? undefined : await coordinatorOf(ports, caller, id);
  if (!me.ok && coordinates?.ok !== true) return err(notFound);
  const talk = await loadTalk(ports, id, partsOf(conversation).request, now);
  if (!talk.ok) return talk;
  const match = matchOf(talk.value, conversation);
  if (match === undefined) return err(notFound);
  if (me.ok && match.volunteer === me.value.volunteer.id) {
    // A seat that cannot be read keeps no volunteer from the conversation.
    await presentSeat(ports, space.value, match.volunteer, now);
    return ok({ space: space.value, talk: talk.value, match, who: 'volunteer' });
  }
  return coordinates?.ok === true ? ok({ space: space.value, talk: talk.value, match, who: 'coordinator' }) : err(notFound);
}

/** The current match, if it is this conversation and still open. */
export function openMatch(talk: Talk, conversation: ConversationId): (Talk & { readonly match: Match }) | undefined {
  return talk.state === 'matched' && talk.match?.conversation === conversation ? { ...talk, match: talk.match } : undefined;
}
