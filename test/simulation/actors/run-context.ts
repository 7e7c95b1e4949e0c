/** What the parts of one run share. */
import type { Ledger } from '../check/ledger.ts';
import type { Promises } from '../check/promises.ts';
import type { Witness } from '../check/witness.ts';
import type { HttpEdge } from '../engine/http-edge.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Trace } from '../engine/trace.ts';
import type { Opened } from '../open-space.ts';
import type { Setting } from '../setting.ts';

export interface RunContext {
  readonly simulator: Simulator;
  readonly edge: HttpEdge;
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly witness: Witness;
  readonly trace: Trace;
  readonly setting: Setting;
  readonly places: Opened['places'];
  /** Milliseconds since the epoch. After it, actors begin nothing new. */
  readonly endsAt: number;
  /** Milliseconds since the epoch. After it, all actors have left, also in the middle of an action. */
  readonly leavesAt: number;
}
