/**
 * How often a caller may ask, and how many places of a queue one network may take. Both are far above any honest use. No limit refuses a seeker
 * who is not safe.
 */
import type { Problem, Quota } from '../../contract/problems.ts';
import {
  askWindowSeconds,
  directAsksPerMinute,
  networkPlacesMin,
  partnerAsksPerMinute,
  placesWindowSeconds,
} from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { epochMs, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { networkGroup } from '../store/digests.ts';
import { liveKeys } from '../store/keys.ts';
import type { Caller } from '../access/callers.ts';
import type { AskCommand } from './new-request.ts';

/**
 * Uses one request of the caller's quota in the space: that of the partner, or that of the network. 429 above the quota. If the quota cannot
 * be counted, every caller may ask and no quota is told.
 */
export async function spendAsk(
  ports: Ports,
  { caller, space, body }: AskCommand,
  now: EpochMs,
): Promise<Result<Quota | undefined, Problem>> {
  const { window, until } = windowAt(now, askWindowSeconds);
  const counted = (group: string) => `${space}#${group}`;
  const [bucket, most] =
    caller.kind === 'nobody'
      ? [counted(networkGroup(ports.crypto, { space, network: caller.network, period: `minute ${window}` })), directAsksPerMinute]
      : [counted(caller.kind === 'partner' ? caller.partner : caller.kind), partnerAsksPerMinute];
  const spent = await ports.rateCounters.hit(liveKeys.askRate(bucket, window), until);
  if (!spent.ok) return ok(undefined);
  const resetSeconds = secondsUntil(until, now);
  const quota = { most, windowSeconds: askWindowSeconds, left: Math.max(0, most - spent.value), resetSeconds };
  if (spent.value > most && !body.notSafeNow) return err({ code: 'too-many-requests', retryAfterSeconds: resetSeconds, quota });
  return ok(quota);
}

/**
 * Takes a place in the queue for a caller without a partner. While less than half of the places are taken, each caller may take one. After that, a
 * network may take as many of the rest as it leaves to all others, and a few in any case: 429. So one stranger cannot fill the queue,
 * except with requests of seekers who are not safe, which no limit refuses.
 */
export async function takePlace(
  ports: Ports,
  { caller, space }: { readonly caller: Caller; readonly space: Space },
  { waiting, now }: { readonly waiting: number; readonly now: EpochMs },
): Promise<Result<void, Problem>> {
  const { waitingMax } = space.limits;
  if (caller.kind !== 'nobody' || waiting * 2 < waitingMax) return ok();
  const { window, until } = windowAt(now, placesWindowSeconds);
  const group = networkGroup(ports.crypto, { space: space.id, network: caller.network, period: `hour ${window}` });
  const taken = await ports.rateCounters.hit(liveKeys.placeRate(`${space.id}#${group}`, window), until);
  if (!taken.ok || taken.value <= Math.max(networkPlacesMin, waitingMax - waiting)) return ok();
  return err({ code: 'too-many-requests', retryAfterSeconds: askWindowSeconds });
}

function windowAt(now: EpochMs, seconds: number): { readonly window: number; readonly until: EpochMs } {
  const window = Math.floor(now / (seconds * 1000));
  return { window, until: epochMs.parse((window + 1) * seconds * 1000) };
}

function secondsUntil(until: EpochMs, now: EpochMs): number {
  return Math.max(1, Math.ceil((until - now) / 1000));
}
