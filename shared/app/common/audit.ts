/** Who changed what: a row beside every change of a coordinator or operator, in the very transaction that makes it. */
import type { SpaceId } from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ids, Write } from '../../ports.ts';
import { auditRecord } from '../records/home-records.ts';
import type { AuditRow } from '../records/home-records.ts';

export type AuditCode =
  | 'space-created'
  | 'space-edited'
  | 'resources-confirmed'
  | 'coordinator-added'
  | 'coordinator-removed'
  | 'partner-added'
  | 'partner-key-created'
  | 'partner-key-revoked'
  | 'volunteer-added'
  | 'volunteer-edited'
  | 'volunteer-suspended'
  | 'volunteer-activated'
  | 'invitation-accepted'
  | 'report-closed'
  | 'report-opened-again'
  | 'escalation-acknowledged'
  | 'escalation-planned'
  | 'escalation-outcome-confirmed'
  | 'escalation-closed';

export interface AuditEntry {
  /** One row in each: a change of a partner concerns every space it is bound to. */
  readonly spaces: readonly SpaceId[];
  readonly what: AuditCode;
  /** Keyed digest of who did it. */
  readonly by: string;
  /** The id of what was changed, where that is not the space itself. */
  readonly about?: string;
}

/** The rows of one change: made once per call, so that finding one later proves that the change took effect. */
export function auditRows(ids: Ids, entry: AuditEntry, at: EpochMs): readonly AuditRow[] {
  const { spaces, ...rest } = entry;
  const id = ids.fresh('aud');
  return spaces.map((space) => ({ rev: '', space, id, at, ...rest }));
}

/** The writes of these rows. */
export function auditPuts(ids: Ids, rows: readonly AuditRow[]): readonly Write[] {
  return rows.map((row) => auditRecord.put(ids, row, undefined));
}

/** The audit rows of a change as writes to put into its transaction. */
export function audit(ids: Ids, entry: AuditEntry, at: EpochMs): readonly Write[] {
  return auditPuts(ids, auditRows(ids, entry, at));
}
