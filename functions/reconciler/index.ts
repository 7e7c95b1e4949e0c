/** Woken every minute: looks at every live room itself, so that nothing ever depends on a wake. */
import type { Context } from 'aws-lambda';
import { reconcile } from '../../shared/app/matching/reconcile.ts';
import { reconcilerReserveMs } from '../runtime/limits.ts';
import { clock, livePorts } from '../runtime/ports.ts';

/** Fails, and so is counted, only when the rooms could not even be listed. */
export async function handler(_event: unknown, context: Context): Promise<void> {
  const ports = await livePorts();
  const done = await reconcile(ports, { mayGoOn: () => context.getRemainingTimeInMillis() > reconcilerReserveMs, clock });
  if (!done.ok) throw new Error(`reconciler: ${done.error.code}`);
  ports.log.write({ code: 'reconciled', fields: { ...done.value } });
}
