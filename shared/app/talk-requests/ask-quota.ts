/** How often a caller may ask: far above any honest use, so that a loop in one app cannot flood a space. */
import type { Problem } from '../../contract/problems.ts';
import { askWindowSeconds, directAsksPerMinute, partnerAsksPerMinute } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { epochMs, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { liveKeys } from '../store/keys.ts';
import type { AskCommand } from './new-request.ts';

export interface Quota {
  readonly most: number;
  readonly windowSeconds: number;
  readonly left: number;
  readonly resetSeconds: number;
}

/**
 * Uses one request of the caller's quota in the space. 429 above the quota. A seeker who is not safe is never refused. If the
 * quota cannot be counted, every caller may ask and no quota is told.
 */
export async function spendAsk(
  ports: Ports,
  { caller, space, body }: AskCommand,
  now: EpochMs,
): Promise<Result<Quota | undefined, Problem>> {
  const windowMs = askWindowSeconds * 1000;
  const window = Math.floor(now / windowMs);
  const until = epochMs.parse((window + 1) * windowMs);
  const [bucket, most] =
    caller.kind === 'partner' ? [`${space}#${caller.partner}`, partnerAsksPerMinute] : [`${space}#direct`, directAsksPerMinute];
  const spent = await ports.rateCounters.hit(liveKeys.askRate(bucket, window), until);
  if (!spent.ok) return ok(undefined);
  const resetSeconds = Math.max(1, Math.ceil((until - now) / 1000));
  if (spent.value > most && !body.notSafeNow) return err({ code: 'too-many-requests', retryAfterSeconds: resetSeconds });
  return ok({ most, windowSeconds: askWindowSeconds, left: Math.max(0, most - spent.value), resetSeconds });
}
