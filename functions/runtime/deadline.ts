/**
 * The end of an invocation, for its ports. A function may answer before its work is done, when its time is nearly over, and Lambda may let
 * the rest of the work go on at the next event. What an answer did not include must not happen later, so nothing is committed from then on.
 */
import type { Context } from 'aws-lambda';
import type { Ports } from '../../shared/ports.ts';
import { commitReserveMs } from './limits.ts';

/** Aborted `commitReserveMs` before the end of the invocation. */
export function deadlineOf(lambda: Pick<Context, 'getRemainingTimeInMillis'>): AbortSignal {
  return AbortSignal.timeout(Math.max(0, lambda.getRemainingTimeInMillis() - commitReserveMs));
}

/** The ports, whose store commits nothing once the deadline is over. */
export function portsUntil(ports: Ports, deadline: AbortSignal): Ports {
  return { ...ports, store: { ...ports.store, commit: (writes) => ports.store.commit(writes, deadline) } };
}
