import type * as z from 'zod';
import type { auditEntry } from '../../contract/audit.ts';
import type { Problem } from '../../contract/problems.ts';
import { reportId, type SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { toIso } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { loadMany } from '../store/transact.ts';
import { auditRecord, reportRecord, type AuditRow } from '../store/home-records.ts';
import { auditPk, homeKeys } from '../store/keys.ts';
import { names, ownVolunteer } from '../cases/reports.ts';

export type AuditView = z.infer<typeof auditEntry>;

export interface ListAudit extends PageWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/**
 * Who did what in the space, newest first. `by` is a keyed digest. Rows about a report that names the caller are left out, so a
 * page may be short. 400 for a cursor of another list, 401, 404.
 */
export async function listAudit(ports: Ports, command: ListAudit): Promise<Result<Listed<AuditView>, Problem>> {
  const { caller, space } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  const list = { table: 'home', pk: auditPk(space), descending: true, record: auditRecord } as const;
  const page = await listPage(ports, list, command);
  if (!page.ok) return page;
  const rows = await withoutOwnReports(ports, { subject: who.value.subject, space, rows: page.value.items });
  return rows.ok ? ok({ ...page.value, items: rows.value.map(view) }) : rows;
}

function view({ at, what, by, about }: AuditRow): AuditView {
  return { at: toIso(at), what, by, ...(about === undefined ? {} : { about }) };
}

/**
 * Leaves out the rows about a report that names the caller. If the caller is a volunteer, rows about a deleted report are left
 * out too, because it may have named them.
 */
async function withoutOwnReports(
  ports: Ports,
  of: { readonly subject: string; readonly space: SpaceId; readonly rows: readonly AuditRow[] },
): Promise<Result<readonly AuditRow[], Problem>> {
  const self = await ownVolunteer(ports, of);
  if (!self.ok || self.value === undefined) return self.ok ? ok(of.rows) : self;
  const isReport = (about: string | undefined) => reportId.safeParse(about).success;
  const abouts = new Set(of.rows.map((row) => row.about));
  const keys = [...abouts].flatMap((about) => {
    const id = reportId.safeParse(about);
    return id.success ? [homeKeys.report(of.space, id.data)] : [];
  });
  const reports = await loadMany(ports, keys, reportRecord);
  if (!reports.ok) return reports;
  const harmless = new Set<string>(reports.value.filter((report) => !names(report, self.value)).map((report) => report.id));
  return ok(of.rows.filter(({ about }) => about === undefined || !isReport(about) || harmless.has(about)));
}
