/** Invoked every minute: visits every live room, so that nothing depends on a wake. */
import type { Context } from 'aws-lambda';
import { renewAlerts } from '../../shared/app/cases/renew-alerts.ts';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import { forgetLeavers } from '../../shared/app/volunteers/remove-volunteer.ts';
import type { EventContext } from '../runtime/context.ts';
import { reconcilerReserveMs } from '../runtime/limits.ts';

/** Fails, and so raises the count of errors, only if the list of rooms cannot be read. */
export function reconciler({ ports: portsOf, clock }: EventContext): (event: unknown, lambda: Context) => Promise<void> {
  return async (_event, lambda) => {
    const ports = await portsOf(lambda);
    const done = await reconcile(ports, { mayGoOn: () => lambda.getRemainingTimeInMillis() > reconcilerReserveMs, clock });
    if (!done.ok) throw new Error(`reconciler: ${done.error.code}`);
    ports.log.write({ code: 'reconciled', fields: done.value });
    if (!done.value.complete) ports.log.write({ code: 'reconcile-incomplete', fields: { rooms: done.value.rooms } });
    const forgotten = await forgetLeavers(ports, clock());
    if (!forgotten.ok) throw new Error(`reconciler: ${forgotten.error.code}`);
    const alerted = await renewAlerts(ports, clock());
    if (!alerted.ok) throw new Error(`reconciler: ${alerted.error.code}`);
  };
}
