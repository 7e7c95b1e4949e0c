/** A coordinator asks for help with an escalation: the volunteer who talks with the seeker, or volunteers who are off. */
import type * as z from 'zod';
import type { reachedView } from '../../contract/cases.ts';
import type { Problem } from '../../contract/problems.ts';
import type { EscalationId, SpaceId } from '../../domain/ids.ts';
import { transactAttemptsMax } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { isWaiting, type Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { askedByCoordinator } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { callOutFor, type CallOutFor } from '../matching/call-out.ts';
import { audit } from '../store/audit-rows.ts';
import { escalationRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { notFound } from '../store/problems.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { load, unavailable } from '../store/transact.ts';

export type ReachedView = z.infer<typeof reachedView>;

export interface ReachVolunteers {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly escalation: EscalationId;
}

/**
 * Asks the volunteer of the open conversation to contact a coordinator; the volunteer sees it in the conversation. While no volunteer has
 * accepted, calls out volunteers who are off and could serve the request, however lately the matcher called some out. No volunteer is called out more
 * often than otherwise. 401, 404; 409 already-over if the request has ended or is deleted. A repetition asks again.
 */
export async function reachVolunteers(
  ports: Ports,
  command: ReachVolunteers,
  now: EpochMs,
): Promise<Result<ReachedView, Problem>> {
  const { caller, space: id } = command;
  const who = await coordinatorOf(ports, caller, id);
  if (!who.ok) return who;
  const space = await spaceOr404(ports, id);
  if (!space.ok) return space;
  const by = who.value.subject;
  for (let tried = 1; tried <= transactAttemptsMax; tried += 1) {
    const talk = await talkOf(ports, command, now);
    if (!talk.ok) return talk;
    const entry = { spaces: [id], what: 'escalation-volunteers-asked', about: command.escalation, by } as const;
    const more = audit(ports.ids, entry, now);
    const reached = await reach(ports, { space: space.value, talk: talk.value, more }, now);
    if (!reached.ok) return reached;
    if (reached.value !== undefined) return ok(reached.value);
    if (tried < transactAttemptsMax) await ports.backoff.pause(tried);
  }
  return err(unavailable);
}

/** The request of the case, as it is now. */
async function talkOf(ports: Ports, { space, escalation }: ReachVolunteers, now: EpochMs): Promise<Result<Talk, Problem>> {
  const found = await load(ports, homeKeys.escalation(space, escalation), escalationRecord);
  if (!found.ok) return found;
  if (found.value === undefined) return err(notFound);
  if (found.value.request === undefined) return err({ code: 'already-over' });
  const talk = await loadTalk(ports, space, found.value.request, now);
  if (talk.ok || talk.error.code === 'unavailable') return talk;
  return err({ code: 'already-over' });
}

/** Undefined if another writer was faster. */
async function reach(
  ports: Ports,
  { space, talk, more }: CallOutFor,
  now: EpochMs,
): Promise<Result<ReachedView | undefined, Problem>> {
  if (isWaiting(talk)) {
    const called = await callOutFor(ports, { space, talk, more }, now);
    if (!called.ok) return called;
    return ok(called.value === undefined ? undefined : { reached: 'volunteers-off', volunteers: called.value });
  }
  if (talk.state !== 'matched' || talk.match === undefined) return err({ code: 'already-over' });
  const asked = askedByCoordinator({ ...talk, match: talk.match }, now);
  const committed = await ports.store.commit([talkRecord.put(ports.ids, asked, talk), ...more]);
  if (committed.ok) return ok({ reached: 'volunteer', volunteers: 1 });
  return committed.error.code === 'unavailable' ? err(unavailable) : ok(undefined);
}
