import type { Problem } from '../../contract/problems.ts';
import { commitsParallel, pageItemsMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { secondsBetween, type EpochMs } from '../../domain/time.ts';
import { deliveryLateSeconds } from '../../domain/webhooks/limits.ts';
import type { Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { dueEndpointsPk } from '../store/keys.ts';
import { pages } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { dueEndpointRecord } from '../store/webhook-records.ts';

/**
 * Wakes the worker of every endpoint whose next attempt is due: retries, and what a lost message left behind. Says in the log how many have been
 * due for long. 503 if the list cannot be read.
 */
export async function sweepDue(ports: Ports, now: EpochMs): Promise<Result<void, Problem>> {
  let late = 0;
  let oldestSeconds = 0;
  for await (const page of pages(ports, { table: 'home', pk: dueEndpointsPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    const due = readable(ports, dueEndpointRecord, page.value.items).filter(({ dueAt }) => dueAt <= now);
    await inParallel(due, commitsParallel, ({ endpoint }) => ports.deliveryQueue.wake(endpoint));
    for (const { dueAt } of due) {
      const seconds = secondsBetween(dueAt, now);
      if (seconds >= deliveryLateSeconds) late += 1;
      oldestSeconds = Math.max(oldestSeconds, seconds);
    }
  }
  if (late > 0) ports.log.write({ code: 'deliveries-late', fields: { endpoints: late, oldestSeconds } });
  return ok();
}
