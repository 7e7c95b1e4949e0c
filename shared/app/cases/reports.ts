/** Reports, as coordinators see them, and operators where no coordinator may. No person sees a report that names them. */
import type * as z from 'zod';
import type { reportView } from '../../contract/cases.ts';
import type { Problem } from '../../contract/problems.ts';
import type { ReportId, SpaceId } from '../../domain/ids.ts';
import { reportGoesAt, type Report } from '../../domain/report.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toIso, type EpochMs } from '../../domain/time.ts';
import type { Ports, Crypto } from '../../ports.ts';
import type { Caller } from '../access/callers.ts';
import { audit } from '../store/audit-rows.ts';
import type { Listed } from '../resource/page-cursor.ts';
import { reportContext } from './sealed.ts';
import { transact, load } from '../store/transact.ts';
import { reportRecord } from '../store/home-records.ts';
import { homeKeys, reportPrefix, spacePk } from '../store/keys.ts';
import { listCases, type CasesWanted } from './list-cases.ts';
import { reportReader } from './report-reader.ts';
import { notFound } from '../store/problems.ts';

export type ReportView = z.infer<typeof reportView>;

function isKept(report: Report, now: EpochMs): boolean {
  return (reportGoesAt(report) ?? Infinity) > now;
}

function view(crypto: Crypto, report: Report): ReportView {
  const { id, state, category, by, volunteer, conversation, at, closedAt } = report;
  const text = report.text === undefined ? undefined : crypto.open(report.text, reportContext(id));
  return {
    id,
    state,
    category,
    by,
    volunteer,
    ...(conversation === undefined ? {} : { conversation }),
    ...(text === undefined ? {} : { text }),
    at: toIso(at),
    ...(closedAt === undefined ? {} : { closedAt: toIso(closedAt) }),
  };
}

export interface ListReports extends CasesWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/**
 * The reports of the space that the caller may see: open ones first, the newest first within each group. 400 for a cursor of another list,
 * 401, 404.
 */
export async function listReports(
  ports: Ports,
  command: ListReports,
  now: EpochMs,
): Promise<Result<Listed<ReportView>, Problem>> {
  const { caller, space } = command;
  const reader = await reportReader(ports, caller, space);
  if (!reader.ok) return reader;
  const isShown = (report: Report) => isKept(report, now) && reader.value.maySee(report);
  const isOpen = (report: Report) => report.state === 'open';
  const cases = { pk: spacePk(space), prefix: reportPrefix, record: reportRecord, isOpen, isShown };
  const page = await listCases(ports, cases, command);
  if (!page.ok) return page;
  return ok({ ...page.value, items: page.value.items.map((report) => view(ports.crypto, report)) });
}

export interface OneReport {
  readonly caller: Caller;
  readonly space: SpaceId;
  readonly report: ReportId;
}

/** One report; 401; 404 also for a caller who may not see it. */
export async function showReport(ports: Ports, command: OneReport, now: EpochMs): Promise<Result<ReportView, Problem>> {
  const reader = await reportReader(ports, command.caller, command.space);
  if (!reader.ok) return reader;
  const found = await load(ports, homeKeys.report(command.space, command.report), reportRecord);
  if (!found.ok) return found;
  const report = found.value;
  if (report === undefined || !isKept(report, now) || !reader.value.maySee(report)) return err(notFound);
  return ok(view(ports.crypto, report));
}

export interface EditReport extends OneReport {
  readonly body: { readonly state: Report['state'] };
}

/** Closes a report or opens it again. A repetition changes nothing. 401; 404 also for a caller who may not see the report. */
export async function editReport(ports: Ports, command: EditReport, now: EpochMs): Promise<Result<ReportView, Problem>> {
  const { caller, space, body } = command;
  const reader = await reportReader(ports, caller, space);
  if (!reader.ok) return reader;
  const by = reader.value.subject;
  return transact(ports, async () => {
    const found = await load(ports, homeKeys.report(space, command.report), reportRecord);
    if (!found.ok) return found;
    const before = found.value;
    if (before === undefined || !isKept(before, now) || !reader.value.maySee(before)) return err(notFound);
    if (before.state === body.state) return ok({ writes: [], value: view(ports.crypto, before) });
    const { closedAt: _at, closedBy: _by, ...open } = before;
    const after: Report =
      body.state === 'closed' ? { ...open, state: 'closed', closedAt: now, closedBy: by } : { ...open, state: 'open' };
    const what = body.state === 'closed' ? 'report-closed' : 'report-opened-again';
    const rows = audit(ports.ids, { spaces: [space], what, about: before.id, by, hiddenFrom: before.persons }, now);
    return ok({ writes: [reportRecord.put(ports.ids, after, before), ...rows], value: view(ports.crypto, after) });
  });
}
