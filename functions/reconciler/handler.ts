/** Started every minute: looks at every live room itself, so that nothing ever depends on a wake. */
import type { Context } from 'aws-lambda';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import type { EventContext } from '../runtime/context.ts';
import { reconcilerReserveMs } from '../runtime/limits.ts';

/** Fails, and so is counted, only when the rooms could not even be listed. */
export function reconciler({ ports: portsOf, clock }: EventContext): (event: unknown, lambda: Context) => Promise<void> {
  return async (_event, lambda) => {
    const ports = await portsOf();
    const done = await reconcile(ports, { mayGoOn: () => lambda.getRemainingTimeInMillis() > reconcilerReserveMs, clock });
    if (!done.ok) throw new Error(`reconciler: ${done.error.code}`);
    ports.log.write({ code: 'reconciled', fields: done.value });
  };
}
