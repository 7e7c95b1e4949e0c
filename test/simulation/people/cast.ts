/** Everybody and everything of a run that people need to know. */
import type { Caller } from '../../../shared/app/callers.ts';
import type { SpaceId } from '../../../shared/domain/ids.ts';
import type { Ledger } from '../check/ledger.ts';
import type { Promises } from '../check/promises.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Trace } from '../engine/trace.ts';
import type { Setting } from '../setting.ts';

export interface Cast {
  readonly simulator: Simulator;
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
