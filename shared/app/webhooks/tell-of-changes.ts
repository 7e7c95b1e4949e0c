/** What webhooks tell of a change of a talk or of a case alert. */
import type { Problem } from '../../contract/problems.ts';
import type { CaseAlert } from '../../domain/case-alert.ts';
import { escalationId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Report } from '../../domain/report.ts';
import { wants, type Endpoint } from '../../domain/webhooks/endpoint.ts';
import type { Ports } from '../../ports.ts';
import { hiddenFromCoordinators, names, selfIn } from '../cases/report-reader.ts';
import { coordinatorRecord, reportRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { load } from '../store/transact.ts';
import type { EndpointsOf } from './endpoints-of.ts';
import { tellEndpoints, type WebhookEvent } from './write-delivery.ts';

/** What the partner of a talk is told of its latest change. Undefined: nothing. */
export function eventOfTalk({ event, seq, space, id: request, match, endedAt }: Talk): WebhookEvent | undefined {
  const common = { subject: request, order: seq };
  const talked = match === undefined ? undefined : { space, request, conversation: match.conversation };
  if (event === 'matched' && match !== undefined && talked !== undefined)
    return { ...common, type: 'talk.matched', at: match.at, data: talked };
  if (endedAt === undefined) return undefined;
  if (event === 'ended' && talked !== undefined) return { ...common, type: 'talk.ended', at: endedAt, data: talked };
  if (event === 'cancelled') return { ...common, type: 'talk.cancelled', at: endedAt, data: { space, request } };
  return event === 'expired' ? { ...common, type: 'talk.expired', at: endedAt, data: { space, request } } : undefined;
}

/** Tells the endpoints of the partner who asked; or, if the change is a report, those of the space. 503: it may be repeated. */
export async function tellOfTalk(ports: Ports, known: EndpointsOf, talk: Talk, now: EpochMs): Promise<Result<void, Problem>> {
  if (talk.event === 'reported') return tellOfReport(ports, known, talk, now);
  const event = eventOfTalk(talk);
  if (event === undefined || talk.partner === undefined) return ok();
  const told = await known.read(ports, { partner: talk.partner }, now);
  if (!told.ok) return told;
  // A partner may have lost the space since its endpoint was made.
  if (!told.value.spaces.includes(talk.space)) return ok();
  const who = told.value.endpoints.filter((one) => wants(one, event.type) && one.spaces?.includes(talk.space) === true);
  return tellEndpoints(ports, who, event, now);
}

/** A report is not told to an endpoint of a coordinator whom it names. One that no coordinator may see is told to operators, by another way. */
async function tellOfReport(ports: Ports, known: EndpointsOf, talk: Talk, now: EpochMs): Promise<Result<void, Problem>> {
  const { space } = talk;
  const id = talk.reports.at(-1);
  const told = await known.read(ports, { space }, now);
  if (!told.ok) return told;
  const who = told.value.endpoints.filter((one) => wants(one, 'report.raised'));
  if (id === undefined || who.length === 0) return ok();
  const found = await load(ports, homeKeys.report(space, id), reportRecord);
  if (!found.ok || found.value === undefined) return found.ok ? ok() : found;
  const report = found.value;
  const isHidden = await hiddenFromCoordinators(ports, space);
  if (!isHidden.ok) return isHidden;
  if (isHidden.value(report)) return ok();
  const allowed: Endpoint[] = [];
  for (const one of who) {
    const may = await mayHear(ports, one, report);
    if (!may.ok) return may;
    if (may.value) allowed.push(one);
  }
  const event: WebhookEvent = { type: 'report.raised', at: report.at, subject: id, order: 0, data: { space, report: id } };
  return tellEndpoints(ports, allowed, event, now);
}

/** Whether the maker of an endpoint is still a coordinator of the space, and not the person that the report names. */
async function mayHear(
  ports: Ports,
  { createdBy: subject }: Endpoint,
  { space, ...report }: Report,
): Promise<Result<boolean, Problem>> {
  if (subject === undefined) return ok(false);
  const coordinates = await load(ports, homeKeys.coordinator(space, subject), coordinatorRecord);
  if (!coordinates.ok) return coordinates;
  const maker = await selfIn(ports, { subject, space });
  if (!maker.ok) return maker;
  return ok(coordinates.value !== undefined && !names(report, maker.value));
}

/** What the endpoints of a space are told of a case alert. Undefined: nothing, as of a report, which no coordinator may see. */
export function eventOfAlert({ about, space, since, told = 0, toldAt }: CaseAlert): WebhookEvent | undefined {
  const escalation = escalationId.safeParse(about);
  if (!escalation.success) return undefined;
  const data = { space, escalation: escalation.data };
  if (told === 0) return { type: 'escalation.raised', at: since, subject: about, order: 0, data };
  // The first notice is of the new case; each later one says that no coordinator has answered.
  if (told === 1 || toldAt === undefined) return undefined;
  return { type: 'escalation.unacknowledged', at: toldAt, subject: about, order: told, data };
}

/** Tells the endpoints of the space of a case that is raised, or that no coordinator has acknowledged. 503: it may be repeated. */
export async function tellOfAlert(
  ports: Ports,
  known: EndpointsOf,
  alert: CaseAlert,
  now: EpochMs,
): Promise<Result<void, Problem>> {
  const event = eventOfAlert(alert);
  if (event === undefined) return ok();
  const told = await known.read(ports, { space: alert.space }, now);
  if (!told.ok) return told;
  return tellEndpoints(
    ports,
    told.value.endpoints.filter((one) => wants(one, event.type)),
    event,
    now,
  );
}
