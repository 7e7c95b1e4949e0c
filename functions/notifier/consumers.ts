/**
 * The consumers of the notifier's stream. Each gets the changes that it wants. One that fails neither holds up the others nor makes them do their
 * work again.
 */
import type { Ports } from '../../shared/ports.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Change } from './changes.ts';
import { rememberedChangesMax } from './limits.ts';

export interface Consumer {
  /** Its name in the log. */
  readonly name: string;
  /** Whether a change concerns it. */
  wants(change: Change): boolean;
  /**
   * Does its work for some changes, in the order of the stream. Returns those that must be delivered again; if it throws, all must. A change may
   * come twice, so its work must be repeatable.
   */
  take(ports: Ports, changes: readonly Change[], now: EpochMs): Promise<readonly Change[]>;
}

/** Gives changes to consumers. Returns those that a consumer needs again, in the order of the stream. */
export type Deliver = (ports: Ports, changes: readonly Change[], now: EpochMs) => Promise<readonly Change[]>;

/**
 * Creates the delivery of one process. It remembers what each consumer has done lately: a batch that is delivered again for one consumer brings the
 * others nothing. A process that has just started knows nothing, and does some work again.
 */
export function deliveryTo(consumers: readonly Consumer[]): Deliver {
  const all = consumers.map((consumer) => ({ consumer, done: new Set<string>() }));
  return async (ports, changes, now) => {
    const again = new Set<Change>();
    await Promise.all(
      all.map(async ({ consumer, done }) => {
        const mine = changes.filter((change) => consumer.wants(change) && !done.has(change.id));
        if (mine.length === 0) return;
        const failed = await consumer.take(ports, mine, now).catch((error: unknown) => {
          ports.log.write({ code: 'consumer-failed', fields: { consumer: consumer.name, error: nameOf(error) } });
          return mine;
        });
        for (const change of failed) again.add(change);
        for (const { id } of mine.filter((change) => !failed.includes(change))) remember(done, id);
      }),
    );
    return changes.filter((change) => again.has(change));
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

/** A set keeps the order of its entries, so the first is the oldest. */
function remember(done: Set<string>, id: string): void {
  done.add(id);
  const [oldest] = done;
  if (done.size > rememberedChangesMax && oldest !== undefined) done.delete(oldest);
}
