/** Who changed what: one row for every change by a coordinator or an operator, written in the same transaction as the change. */
import type { SpaceId } from '../../domain/ids.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ids, Write } from '../../ports.ts';
import { auditRecord, type AuditRow } from './home-records.ts';

export type AuditCode =
  | 'space-created'
  | 'space-edited'
  | 'resources-confirmed'
  | 'coordinator-added'
  | 'coordinator-removed'
  | 'partner-added'
  | 'partner-edited'
  | 'partner-key-created'
  | 'partner-key-revoked'
  | 'endpoint-added'
  | 'endpoint-edited'
  | 'endpoint-deleted'
  | 'endpoint-secret-rotated'
  | 'volunteer-added'
  | 'volunteer-edited'
  | 'volunteer-suspended'
  | 'volunteer-activated'
  | 'volunteer-left'
  | 'volunteer-deleted'
  | 'volunteer-invited-again'
  | 'volunteer-login-changed'
  | 'invitation-accepted'
  | 'block-lifted'
  | 'report-closed'
  | 'report-opened-again'
  | 'escalation-acknowledged'
  | 'escalation-planned'
  | 'escalation-outcome-confirmed'
  | 'escalation-closed'
  | 'escalation-volunteers-asked';

export interface AuditEntry {
  /** One row in each space: a change of a partner concerns every space it is bound to. */
  readonly spaces: readonly SpaceId[];
  readonly what: AuditCode;
  /** Keyed digest of the person who did it. */
  readonly by: string;
  /** The id of what was changed, if that is not the space itself. */
  readonly about?: string;
  /** Keyed digests of persons who must not see the row: those named by a report, or blocked by a seeker. */
  readonly hiddenFrom?: readonly string[] | undefined;
}

/** The rows of one change. They are made once per call, so a row that is found later proves that the change took effect. */
export function auditRows(ids: Ids, entry: AuditEntry, at: EpochMs): readonly AuditRow[] {
  const { spaces, hiddenFrom, ...rest } = entry;
  const id = ids.fresh('aud');
  const hidden = hiddenFrom === undefined ? {} : { hiddenFrom: [...hiddenFrom] };
  return spaces.map((space) => ({ rev: '', space, id, at, ...rest, ...hidden }));
}

/** The writes of these rows. */
export function auditPuts(ids: Ids, rows: readonly AuditRow[]): readonly Write[] {
  return rows.map((row) => auditRecord.put(ids, row, undefined));
}

/** The audit rows of a change, as writes for its transaction. */
export function audit(ids: Ids, entry: AuditEntry, at: EpochMs): readonly Write[] {
  return auditPuts(ids, auditRows(ids, entry, at));
}
