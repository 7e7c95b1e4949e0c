/** The case of a seeker who is not safe now: raised by the request itself, or later, while it waits and during the talk. */
import type { Problem } from '../../contract/problems.ts';
import type { Escalation } from '../../domain/escalation.ts';
import { escalationId, type EscalationId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { isTerminal } from '../../domain/talk-machine.ts';
import type { EpochMs } from '../../domain/time.ts';
import { saidNotSafe } from '../../domain/transitions/not-safe.ts';
import type { Ports, Write } from '../../ports.ts';
import { sortableId } from '../store/sortable-id.ts';
import { escalationRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { caseAlertRecord, talkRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { load, transact, type Transaction } from '../store/transact.ts';
import { requestFor, type RequestCommand } from './access.ts';
import { forgetCases } from './forget-cases.ts';
import { recordHeartbeat } from './heartbeat.ts';
import { requestViewOf } from './request-view.ts';
import type { ShownRequest } from './show.ts';

export interface RaisedCase {
  readonly id: EscalationId;
  readonly writes: readonly Write[];
}

/** A case, and the alert that tells people of it. It cannot vanish: only a coordinator closes it, step by step. */
export function raisedCase(ports: Ports, { space, id: request }: Pick<Talk, 'space' | 'id'>, now: EpochMs): RaisedCase {
  const id = escalationId.parse(sortableId(ports.ids, 'esc', now));
  const raised: Escalation = { id, space, rev: '', state: 'raised', cause: 'not-safe-now', request, raisedAt: now, steps: [] };
  return {
    id,
    writes: [
      escalationRecord.put(ports.ids, raised, undefined),
      caseAlertRecord.put(ports.ids, { rev: '', space, about: id, since: now }, undefined),
    ],
  };
}

export interface NotSafe {
  readonly talk: Talk;
  /** Whether a case was raised. Otherwise one is open already. */
  readonly fresh: boolean;
}

/**
 * What is written when the seeker of a request that waits, or that has become a talk, is not safe. One case is open at a time: said again,
 * nothing changes until a coordinator has closed it.
 */
export async function notSafeFrom(
  ports: Ports,
  { talk, space }: { readonly talk: Talk; readonly space: Space },
  now: EpochMs,
): Promise<Result<Transaction<NotSafe>, Problem>> {
  const open = await hasOpenCase(ports, talk);
  if (!open.ok) return open;
  if (open.value) return ok({ writes: [], value: { talk, fresh: false } });
  const raised = raisedCase(ports, talk, now);
  const expirySeconds = space.limits.unmatchedExpirySeconds;
  const { talk: after, forgotten } = saidNotSafe({ talk, escalation: raised.id, expirySeconds }, now);
  const forgetting = await forgetCases(ports, { space: talk.space, reports: [], escalations: forgotten });
  if (!forgetting.ok) return forgetting;
  const writes = [talkRecord.put(ports.ids, after, talk), ...raised.writes, ...forgetting.value];
  return ok({ writes, value: { talk: after, fresh: true } });
}

/** A case that cannot be read counts as closed: no coordinator sees it, so the seeker gets another one. */
async function hasOpenCase(ports: Ports, { space, escalation }: Talk): Promise<Result<boolean, Problem>> {
  if (escalation === undefined) return ok(false);
  const found = await load(ports, homeKeys.escalation(space, escalation), escalationRecord);
  if (!found.ok) return found.error.code === 'unreadable' ? ok(false) : found;
  return ok(found.value !== undefined && found.value.state !== 'closed');
}

/**
 * "I am not safe now", said about a request that waits or a talk that goes on. It comes first, and a case is raised. A repetition changes
 * nothing while the case is open, and counts as a heartbeat. 401, 404, 410; 409 already-over.
 */
export async function sayNotSafe(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<ShownRequest, Problem>> {
  const found = await requestFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { space } = found.value;
  const said = await transact<NotSafe>(ports, async (tried) => {
    const talk = await loadTalk(ports, space.id, command.request, now);
    if (!talk.ok) return talk;
    if (isTerminal(talk.value.state)) return err({ code: 'already-over' });
    const after = await notSafeFrom(ports, { talk: talk.value, space }, now);
    return after.ok
      ? ok({ ...after.value, value: { ...after.value.value, fresh: after.value.value.fresh || tried > 1 } })
      : after;
  });
  if (!said.ok) return said;
  if (said.value.fresh) await wake(ports, space.id);
  const talk = await recordHeartbeat(ports, space, said.value.talk, now);
  if (!talk.ok) return talk;
  const view = await requestViewOf(ports, space, talk.value, now);
  return view.ok ? ok({ space, talk: talk.value, view: view.value }) : view;
}
