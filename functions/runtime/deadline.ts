/**
 * The end of an invocation, for its ports. A function may answer before its work is done, when its time is nearly over, and Lambda may let
 * the rest of the work go on at the next event. What an answer did not include must not happen later, so nothing is committed from then on.
 */
import type { Context } from 'aws-lambda';
import type { Ports } from '../../shared/ports.ts';
import { beginReserveMs, commitReserveMs } from './limits.ts';

/** The time of an invocation. */
export interface Time {
  readonly deadline: AbortSignal;
  readonly mayGoOn: () => boolean;
}

/** Aborted `commitReserveMs` before the end of the invocation. */
export function deadlineOf(lambda: Pick<Context, 'getRemainingTimeInMillis'>): AbortSignal {
  return AbortSignal.timeout(Math.max(0, lambda.getRemainingTimeInMillis() - commitReserveMs));
}

/** Whether there is time to begin something that another call could do as well. */
export function hasTime(lambda: Pick<Context, 'getRemainingTimeInMillis'>): boolean {
  return lambda.getRemainingTimeInMillis() > beginReserveMs;
}

/** The ports, whose store commits nothing once the deadline is over. */
export function portsUntil(ports: Ports, { deadline, mayGoOn }: Time): Ports {
  return { ...ports, mayGoOn, store: { ...ports.store, commit: (writes) => ports.store.commit(writes, deadline) } };
}
