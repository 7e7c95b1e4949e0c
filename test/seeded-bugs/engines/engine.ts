/** What every engine does with a bug. */
import type { Bug } from '../bug.ts';
import type { Seeded } from '../code/seed.ts';

export interface Hunt {
  readonly bug: Bug;
  /** The files with the bug in them. */
  readonly seeded: readonly Seeded[];
}

export interface Engine {
  /** Throws where it already fails without any bug: then a failure shows nothing. */
  readonly sound: (bugs: readonly Bug[]) => Promise<void>;
  /** What saw the bug; undefined where nothing did. Throws where it came to no verdict. */
  readonly hunt: (hunt: Hunt) => Promise<string | undefined>;
  /** To be called in the end, whatever happened. */
  readonly end: () => Promise<void>;
  /** Hunts that may run at once. */
  readonly atOnce: number;
}
