/** The parts that a function for events is made from. */
import type { Context } from 'aws-lambda';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';

export interface EventContext {
  /** The ports for one event, which end with its invocation; rejects while the deployment's secret cannot be read. */
  readonly ports: (lambda: Context) => Promise<Ports>;
  readonly clock: () => EpochMs;
}
