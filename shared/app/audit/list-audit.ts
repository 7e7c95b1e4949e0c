import type * as z from 'zod';
import type { auditEntry } from '../../contract/audit.ts';
import type { Problem } from '../../contract/problems.ts';
import { reportId, type SpaceId } from '../../domain/ids.ts';
import type { Report } from '../../domain/report.ts';
import { ok, type Result } from '../../domain/result.ts';
import { toIso } from '../../domain/time.ts';
import type { Crypto, Ports } from '../../ports.ts';
import { coordinatorOf, type Caller } from '../access/callers.ts';
import { listPage } from '../resource/list-page.ts';
import type { Listed, PageWanted } from '../resource/page-cursor.ts';
import { wordFor } from '../store/digests.ts';
import { loadMany } from '../store/transact.ts';
import { auditRecord, reportRecord, type AuditRow } from '../store/home-records.ts';
import { auditPk, homeKeys } from '../store/keys.ts';
import { names, selfIn } from '../cases/report-reader.ts';
import { auditReadsMax } from './limits.ts';

export type AuditView = z.infer<typeof auditEntry>;

export interface ListAudit extends PageWanted {
  readonly caller: Caller;
  readonly space: SpaceId;
}

/**
 * Who did what in the space, newest first. `by` is "you", or the label that the person has in this space. Rows about a report that names the
 * caller, or about a seeker's block of the caller, are left out, and a page is filled from the rows after them, so that its length does not tell that there is one. After `auditReadsMax`
 * reads a page may be short. 400 for a cursor of another list, 401, 404.
 */
export async function listAudit(ports: Ports, command: ListAudit): Promise<Result<Listed<AuditView>, Problem>> {
  const { caller, space } = command;
  const who = await coordinatorOf(ports, caller, space);
  if (!who.ok) return who;
  const list = { table: 'home', pk: auditPk(space), descending: true, record: auditRecord } as const;
  const { subject } = who.value;
  const shown: AuditRow[] = [];
  let wanted: Omit<PageWanted, 'limit'> | undefined = command;
  for (let reads = 0; wanted !== undefined && shown.length < command.limit && reads < auditReadsMax; reads += 1) {
    const page: Result<Listed<AuditRow>, Problem> = await listPage(ports, list, {
      ...wanted,
      limit: command.limit - shown.length,
    });
    if (!page.ok) return page;
    const rows = await withoutOwnReports(ports, { subject, space, rows: page.value.items });
    if (!rows.ok) return rows;
    shown.push(...rows.value);
    wanted = page.value.nextCursor === undefined ? undefined : { cursor: page.value.nextCursor };
  }
  const next = wanted?.cursor === undefined ? {} : { nextCursor: wanted.cursor };
  return ok({ items: shown.map((row) => view(ports.crypto, row, subject)), ...next });
}

/** Of a row about a coordinator, `about` is that person, in the same words as `by`. */
function view(crypto: Crypto, { space, at, what, by, about }: AuditRow, caller: string): AuditView {
  const word = (person: string) => wordFor(crypto, { space, person, reader: caller });
  const isPerson = what === 'coordinator-added' || what === 'coordinator-removed';
  return {
    at: toIso(at),
    what,
    by: word(by),
    ...(about === undefined ? {} : { about: isPerson ? word(about) : about }),
  };
}

/**
 * Leaves out the rows about a report that names the caller. A row of an earlier version does not say which person its report names. If the caller is a
 * volunteer and that report is deleted, the row is left out too, because it may have named them.
 */
async function withoutOwnReports(
  ports: Ports,
  of: { readonly subject: string; readonly space: SpaceId; readonly rows: readonly AuditRow[] },
): Promise<Result<readonly AuditRow[], Problem>> {
  const self = await selfIn(ports, of);
  if (!self.ok) return self;
  const keys = [...new Set(of.rows.map((row) => row.about))].flatMap((about) => {
    const id = reportId.safeParse(about);
    return id.success ? [homeKeys.report(of.space, id.data)] : [];
  });
  const reports = await loadMany(ports, keys, reportRecord);
  if (!reports.ok) return reports;
  const kept = new Map<string, Report>(reports.value.map((report) => [report.id, report]));
  const maySee = ({ about = '', hiddenFrom }: AuditRow) => {
    if (hiddenFrom?.includes(of.subject) === true) return false;
    if (!reportId.safeParse(about).success) return true;
    const report = kept.get(about);
    if (report !== undefined) return !names(report, self.value);
    return hiddenFrom !== undefined || self.value.volunteer === undefined;
  };
  return ok(of.rows.filter(maySee));
}
