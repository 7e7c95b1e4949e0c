/** What each sealed text is bound to. A text that was moved to another case cannot be opened. */
import type { EscalationId, ReportId } from '../../domain/ids.ts';
import type { EscalationState } from '../../domain/escalation.ts';

/** The context of the text of a report. */
export function reportContext(id: ReportId): string {
  return `report ${id}`;
}

/** The context of a coordinator's note at one step of a case. */
export function noteContext(id: EscalationId, step: EscalationState): string {
  return `note ${id} ${step}`;
}
