import type { EpochMs } from '../../domain/time.ts';
import type { Outside } from '../../ports.ts';

/** What the worker needs besides the ports. */
export interface DeliveryTools {
  readonly outside: Outside;
  readonly clock: () => EpochMs;
  /** A random number: at least 0 and less than 1. */
  readonly random: () => number;
  /** False when the time of the run is nearly over: no attempt begins any more. */
  readonly mayGoOn: () => boolean;
}
