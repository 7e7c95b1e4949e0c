/** What each sealed text is bound to: one moved to another case does not open. */
import type { EscalationId, ReportId } from '../../domain/ids.ts';
import type { EscalationState } from '../../domain/escalation.ts';

/** Of the text of a report. */
export function reportContext(id: ReportId): string {
  return `report ${id}`;
}

/** Of a coordinator's note at one step of a case. */
export function noteContext(id: EscalationId, step: EscalationState): string {
  return `note ${id} ${step}`;
}
