/** What every engine does with a bug. */
import type { Bug } from '../bug.ts';
import type { Seeded } from '../code/seed.ts';

export interface Hunt {
  readonly bug: Bug;
  /** The files with the bug in them. */
  readonly seeded: readonly Seeded[];
}

export interface Engine {
  /** Throws if the engine fails without a bug, because then a failure proves nothing. */
  readonly sound: (bugs: readonly Bug[]) => Promise<void>;
  /** What caught the bug. Undefined if nothing did. Throws if there was no verdict. */
  readonly hunt: (hunt: Hunt) => Promise<string | undefined>;
  /** Must be called at the end in every case. */
  readonly end: () => Promise<void>;
  /** How many hunts may run at once. */
  readonly atOnce: number;
}
