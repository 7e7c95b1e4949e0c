/** An edit under If-Match. It is applied once, even if the answer of the store was lost. */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact, load, type Transaction } from '../store/transact.ts';
import { auditRecord } from '../store/home-records.ts';
import { homeKeys } from '../store/keys.ts';
import { auditPuts, auditRows, type AuditEntry } from '../store/audit-rows.ts';

export interface EditCall {
  /** The tags that the caller sent, unquoted. An edit is allowed if one of them is the present `rev`, or is `*`. */
  readonly ifMatch: readonly string[] | undefined;
  readonly audit: AuditEntry;
  readonly now: EpochMs;
}

export interface Edit<E, T> {
  read(): Promise<Result<E, Problem>>;
  change(before: E): Promise<Result<Transaction<T>, Problem>>;
  /** The answer if an earlier attempt of this very call turns out to have taken effect. */
  done(current: E): T;
}

/**
 * Reads, compares, changes, and records the change. 428 precondition-required without If-Match, 412 stale if another edit came
 * first. After an unknown outcome the audit row tells whether this call changed the entity. So no caller is told "stale" about
 * their own edit.
 */
export async function editOnce<E extends { readonly rev: string }, T>(
  ports: Ports,
  call: EditCall,
  edit: Edit<E, T>,
): Promise<Result<T, Problem>> {
  const rows = auditRows(ports.ids, call.audit, call.now);
  let sent = false;
  return transact(ports, async () => {
    const wasDone = sent ? await isWritten(ports, rows[0]) : ok(false);
    if (!wasDone.ok) return wasDone;
    const before = await edit.read();
    if (!before.ok) return before;
    if (wasDone.value) return ok({ writes: [], value: edit.done(before.value) });
    if (call.ifMatch === undefined) return err({ code: 'precondition-required' });
    const { rev } = before.value;
    if (!call.ifMatch.some((tag) => tag === '*' || tag === rev)) return err({ code: 'stale' });
    const decision = await edit.change(before.value);
    if (!decision.ok) return decision;
    sent = true;
    return ok({ writes: [...decision.value.writes, ...auditPuts(ports.ids, rows)], value: decision.value.value });
  });
}

async function isWritten(ports: Ports, row: ReturnType<typeof auditRows>[number] | undefined): Promise<Result<boolean, Problem>> {
  if (row === undefined) return ok(false);
  const found = await load(ports, homeKeys.audit(row.space, row.at, row.id), auditRecord);
  return found.ok ? ok(found.value !== undefined) : found;
}
