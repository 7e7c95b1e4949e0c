/** The parts that a function for events is made from. */
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';

export interface EventContext {
  /** Called once for each event; rejects while the deployment's secret cannot be read. */
  readonly ports: () => Promise<Ports>;
  readonly clock: () => EpochMs;
}
