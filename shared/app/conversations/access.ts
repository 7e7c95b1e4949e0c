/** Who takes part in a conversation: its seeker, its volunteer, the partner who asked. For others it does not exist. */
import type { Problem } from '../../contract/problems.ts';
import { partsOf } from '../../domain/ids.ts';
import type { ConversationId, SpaceId } from '../../domain/ids.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Match, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { notFound, unauthenticated } from '../callers.ts';
import type { Caller } from '../callers.ts';
import { volunteerOf } from '../members/volunteer-of.ts';
import { loadTalk } from '../stories.ts';
import { requestFor } from '../talk-requests/access.ts';

export interface ConversationCommand {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly conversation: ConversationId;
}

export type Participant = 'seeker' | 'volunteer' | 'partner';

export interface ConversationFor {
  readonly space: Space;
  readonly talk: Talk;
  readonly match: Match;
  readonly who: Participant;
}

/** The match of a request that became this conversation: the current one or an earlier one. */
export function matchOf(talk: Talk, conversation: ConversationId): Match | undefined {
  return [...talk.past, ...(talk.match === undefined ? [] : [talk.match])].find((match) => match.conversation === conversation);
}

/** The conversation for a caller who takes part in it; 401, 404, 410 once erased or swept. */
export async function conversationFor(
  ports: Ports,
  { caller, space: id, conversation }: ConversationCommand,
  now: EpochMs,
): Promise<Result<ConversationFor, Problem>> {
  if (caller.kind === 'nobody') return err(unauthenticated);
  const { request } = partsOf(conversation);
  if (caller.kind === 'person') return forVolunteer(ports, { caller, space: id, conversation }, now);
  const found = await requestFor(ports, { caller, space: id, request }, now);
  if (!found.ok) return found;
  const match = matchOf(found.value.talk, conversation);
  return match === undefined ? err(notFound) : ok({ ...found.value, match, who: caller.kind });
}

async function forVolunteer(ports: Ports, command: ConversationCommand, now: EpochMs): Promise<Result<ConversationFor, Problem>> {
  const me = await volunteerOf(ports, command.caller, command.space);
  if (!me.ok) return me;
  const talk = await loadTalk(ports, command.space, partsOf(command.conversation).request, now);
  if (!talk.ok) return talk;
  const match = matchOf(talk.value, command.conversation);
  if (match === undefined || match.volunteer !== me.value.volunteer.id) return err(notFound);
  return ok({ space: me.value.space, talk: talk.value, match, who: 'volunteer' });
}

/** The current match, if it is this conversation and still open. */
export function openMatch(talk: Talk, conversation: ConversationId): (Talk & { readonly match: Match }) | undefined {
  return talk.state === 'matched' && talk.match?.conversation === conversation ? { ...talk, match: talk.match } : undefined;
}
