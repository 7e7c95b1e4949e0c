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
  refusedAsksTimes,
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
 * Uses one request of the caller's quota in the space: that of the partner, or that of the network. It is asked for a request that is about to be
 * made. 429 above the quota. If the quota cannot be counted, every caller may ask and no quota is told.
 */
export function spendAsk(ports: Ports, command: AskCommand, now: EpochMs): Promise<Result<Quota | undefined, Problem>> {
  return spend(ports, command, { name: 'asks', times: 1 }, now);
}

/** Refusals that are not of the caller's making, or that another limit has made. */
const notCounted: ReadonlySet<string> = new Set(['unavailable', 'unreadable', 'internal', 'too-many-requests']);

/**
 * The refusal of a request as the caller is told it. It uses a quota of its own, so a caller who is refused again and again can still ask rightly.
 * That quota is larger, and above it the answer is 429: an app that loops is told to stop. A seeker who is not safe is told the refusal in any case.
 */
export async function spendRefusal(ports: Ports, command: AskCommand, refusal: Problem, now: EpochMs): Promise<Problem> {
  if (notCounted.has(refusal.code)) return refusal;
  const spent = await spend(ports, command, { name: 'refused-asks', times: refusedAsksTimes }, now);
  if (!spent.ok) return spent.error;
  return spent.value === undefined ? refusal : { ...refusal, quota: spent.value };
}

/** `times`: how many times as large the quota is as that of requests that are made. */
async function spend(
  ports: Ports,
  { caller, space, body }: AskCommand,
  { name, times }: { readonly name: Quota['name']; readonly times: number },
  now: EpochMs,
): Promise<Result<Quota | undefined, Problem>> {
  const { window, until } = windowAt(now, askWindowSeconds);
  const counted = (group: string) => `${space}#${group}`;
  const [bucket, asks] =
    caller.kind === 'nobody'
      ? [counted(networkGroup(ports.crypto, { space, network: caller.network, period: `minute ${window}` })), directAsksPerMinute]
      : [counted(caller.kind === 'partner' ? caller.partner : caller.kind), partnerAsksPerMinute];
  const key = name === 'asks' ? liveKeys.askRate(bucket, window) : liveKeys.refusalRate(bucket, window);
  const spent = await ports.rateCounters.hit(key, until);
  if (!spent.ok) return ok(undefined);
  const [most, resetSeconds] = [times * asks, secondsUntil(until, now)];
  const quota: Quota = { name, most, windowSeconds: askWindowSeconds, left: Math.max(0, most - spent.value), resetSeconds };
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
