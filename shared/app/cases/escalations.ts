/** Escalations go step by step. Each step is taken by a coordinator, and no step is undone or overwritten. */
import type { Problem } from '../../contract/problems.ts';
import { escalationGoesAt, nextSteps, type Escalation, type EscalationState } from '../../domain/escalation.ts';
import type { EscalationId, SpaceId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports, Crypto, Write } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import type { Listed } from '../resource/page-cursor.ts';
import { escalationViewOf, escalationViews, type EscalationView } from './escalation-view.ts';
import { noteContext } from './sealed.ts';
import { transact, load } from '../store/transact.ts';
import { escalationRecord } from '../store/home-records.ts';
import { escalationPrefix, homeKeys, liveKeys, spacePk } from '../store/keys.ts';
import { listCases, type CasesWanted } from './list-cases.ts';
import { notFound } from '../store/problems.ts';

function isKept(escalation: Escalation, now: EpochMs): boolean {
  return (escalationGoesAt(escalation) ?? Infinity) > now;
}

export interface ListEscalations extends CasesWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/**
 * The escalations of the space: open ones first, the newest first within each group. 400 for a cursor of another list, 401, 404.
 */
export async function listEscalations(
  ports: Ports,
  command: ListEscalations,
  now: EpochMs,
): Promise<Result<Listed<EscalationView>, Problem>> {
  const { caller, space } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  const isOpen = (escalation: Escalation) => escalation.state !== 'closed';
  const isShown = (escalation: Escalation) => isKept(escalation, now);
  const cases = { pk: spacePk(space), prefix: escalationPrefix, record: escalationRecord, isOpen, isShown };
  const page = await listCases(ports, cases, command);
  if (!page.ok) return page;
  const items = await escalationViews(ports, { escalations: page.value.items, reader: who.value.subject }, now);
  return items.ok ? ok({ ...page.value, items: items.value }) : items;
}

export interface OneEscalation {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly escalation: EscalationId;
}

/** One escalation of the space; 401, 404. */
export async function showEscalation(
  ports: Ports,
  command: OneEscalation,
  now: EpochMs,
): Promise<Result<EscalationView, Problem>> {
  const who = await coordinatorOf(ports, command.caller, command.space);
  if (!who.ok) return who;
  const found = await load(ports, homeKeys.escalation(command.space, command.escalation), escalationRecord);
  if (!found.ok) return found;
  if (found.value === undefined || !isKept(found.value, now)) return err(notFound);
  return escalationViewOf(ports, { escalation: found.value, reader: who.value.subject }, now);
}

export interface EditEscalation extends OneEscalation {
  readonly body: { readonly state: EscalationState; readonly note?: string | undefined };
}

/**
 * Takes the next step, with a note if one is sent. A repetition of the latest step answers 200 and changes nothing, unless its
 * note would be lost. 401, 404; 409 not-in-order with the steps `allowed`: of two coordinators who take the same step at once,
 * one gets this answer.
 */
export async function editEscalation(
  ports: Ports,
  command: EditEscalation,
  now: EpochMs,
): Promise<Result<EscalationView, Problem>> {
  const { caller, space, body } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  const by = who.value.subject;
  const edited = await transact<Escalation>(ports, async () => {
    const found = await load(ports, homeKeys.escalation(space, command.escalation), escalationRecord);
    if (!found.ok) return found;
    const before = found.value;
    if (before === undefined || !isKept(before, now)) return err(notFound);
    if (isRepeated(ports.crypto, before, body)) return ok({ writes: [], value: before });
    const { state } = body;
    const allowed = nextSteps(before.state);
    if (state === 'raised' || !allowed.includes(state)) return err({ code: 'not-in-order', members: { allowed } });
    const note = body.note === undefined ? {} : { note: ports.crypto.seal(body.note, noteContext(before.id, state)) };
    const after: Escalation = { ...before, state, steps: [...before.steps, { state, at: now, by, ...note }] };
    const rows = audit(ports.ids, { spaces: [space], what: `escalation-${state}`, about: before.id, by }, now);
    const alert: Write = { kind: 'delete', key: liveKeys.caseAlert(before.id), expected: { kind: 'any' } };
    const answered = state === 'acknowledged' ? [alert] : [];
    return ok({ writes: [escalationRecord.put(ports.ids, after, before), ...answered, ...rows], value: after });
  });
  return edited.ok ? escalationViewOf(ports, { escalation: edited.value, reader: by }, now) : edited;
}

function isRepeated(crypto: Crypto, { id, state, steps }: Escalation, body: EditEscalation['body']): boolean {
  if (body.state !== state) return false;
  const note = steps.at(-1)?.note;
  return body.note === undefined || (note !== undefined && crypto.open(note, noteContext(id, state)) === body.note);
}
