/** What the checker reads. */
import type { Finding } from '../world/history/finding.ts';
import type { Operation } from '../world/history/operation.ts';
import type { Change } from './ledger.ts';
import type { Settings, VolunteerInFixture } from './fixture.ts';

export interface Evidence {
  readonly history: readonly Operation[];
  readonly ledger: readonly Change[];
  readonly settings: Pick<Settings, 'limits' | 'policy' | 'groundRules' | 'country'>;
  readonly volunteers: readonly Pick<VolunteerInFixture, 'name' | 'id'>[];
}

/** One check of the checker. Pure: only the evidence decides. */
export type Check = (evidence: Evidence) => readonly Finding[];
