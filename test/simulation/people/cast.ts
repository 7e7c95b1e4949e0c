/** Everybody and everything of a run that people need to know. */
import type { Caller, PersonCaller } from '../../../shared/app/callers.ts';
import { personDigest } from '../../../shared/app/digests.ts';
import type { SpaceId } from '../../../shared/domain/ids.ts';
import type { Ledger } from '../check/ledger.ts';
import type { Promises } from '../check/promises.ts';
import type { Stage } from '../engine/stage.ts';
import type { Trace } from '../engine/trace.ts';
import { simulatedVault } from '../engine/vault.ts';
import type { Setting } from '../setting.ts';

export interface Cast {
  readonly stage: Stage;
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly trace: Trace;
  readonly setting: Setting;
  readonly space: SpaceId;
  readonly partner: Caller;
  /** People begin nothing new from here on. */
  readonly endsAt: number;
  /** Everybody has left from here on, whatever they were at. */
  readonly leavesAt: number;
}

/** Somebody who signed in. */
export function signedIn(sub: string, operator = false): PersonCaller {
  return { kind: 'person', subject: personDigest(simulatedVault, sub), operator };
}
