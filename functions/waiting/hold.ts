/** Holding an answer until it changes (`Prefer: wait`, RFC 7240) or until a match comes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../shared/contract/problems.ts';
import { pollSeconds, waitLookSeconds, waitSecondsMax, waitWholeLookSeconds } from '../../shared/domain/limits.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Result } from '../../shared/domain/result.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import { authenticate } from '../http/credentials.ts';
import { entityTags, preferredWait } from '../http/input.ts';
import type { Incoming, Outcome } from '../http/route.ts';
import { environment } from '../runtime/environment.ts';
import { clock } from '../runtime/ports.ts';
import { pressure } from '../runtime/pressure.ts';
import { takeSlot } from './slots.ts';

type Look = () => Promise<Result<Outcome, Problem>>;

/** Seconds this deployment lets anybody wait. */
const secondsMax = Math.min(environment.WAIT_SECONDS_MAX, waitSecondsMax);

/**
 * Answers a GET: at once; or, with `Prefer: wait` and an `If-None-Match` that still holds, when its tag changes or the
 * time is over. 304 where nothing changed. At the cap it answers at once, with `Retry-After`.
 */
export async function heldGet({ ports, event }: Incoming, look: Look): Promise<Result<Outcome, Problem>> {
  const known = entityTags(event.headers['if-none-match']);
  const wanted = preferredWait(event.headers['prefer'], secondsMax);
  const isKnown = (outcome: Outcome): boolean =>
    known !== undefined && outcome.etag !== undefined && (known.includes(outcome.etag) || known.includes('*'));
  const first = await look();
  if (!first.ok || !isKnown(first.value)) return first;
  if (wanted === undefined || wanted === 0)
    return ok(unchanged(first.value, wanted === undefined ? {} : { retryAfterSeconds: pollSeconds }));
  const last = await hold(ports, { event, first: first.value, seconds: wanted, look, until: (outcome) => !isKnown(outcome) });
  if (!last.ok) return last;
  const { outcome, waited } = last.value;
  const applied = waited ? { headers: { 'preference-applied': `wait=${wanted}` } } : { retryAfterSeconds: pollSeconds };
  return ok(isKnown(outcome) ? unchanged(outcome, applied) : { ...outcome, ...applied });
}

function unchanged(outcome: Outcome, more: Partial<Outcome>): Outcome {
  const { etag } = outcome;
  return { status: 304, etag, ...more };
}

interface Hold {
  readonly event: Incoming['event'];
  readonly first: Outcome;
  readonly seconds: number;
  readonly look: Look;
  readonly until: (outcome: Outcome) => boolean;
}

/**
 * Looks again and again until `until` holds or the seconds are over. Not `waited`: the cap was reached. Whoever was let in is
 * authenticated again before anything is answered: a key revoked meanwhile opens nothing any more.
 */
export async function hold(
  ports: Ports,
  { event, first, seconds, look, until }: Hold,
): Promise<Result<{ outcome: Outcome; waited: boolean }, Problem>> {
  const began = clock();
  const end = plusSeconds(began, Math.min(seconds, secondsMax));
  if (until(first) || end <= began) return ok({ outcome: first, waited: false });
  const release = await takeSlot(ports, environment.WAIT_SLOTS, began);
  if (release === undefined) return ok({ outcome: first, waited: false });
  try {
    let outcome = first;
    let seen = await versionOf(ports, outcome);
    let wholeAt = plusSeconds(clock(), waitWholeLookSeconds);
    while (clock() < end && !until(outcome)) {
      await pressure.rest(() => sleep(Math.min(waitLookSeconds * 1000, Math.max(1, end - clock()))));
      const version = await versionOf(ports, outcome);
      if (version === seen && version !== undefined && clock() < wholeAt && clock() < end) continue;
      const next = await look();
      wholeAt = plusSeconds(clock(), waitWholeLookSeconds);
      // Whoever waits is not sent away because one look among many came to nothing.
      if (!next.ok && next.error.code === 'unavailable') continue;
      if (!next.ok) return next;
      outcome = next.value;
      seen = version;
    }
    const still = await authenticate(ports, event.headers['authorization'], clock());
    return still.ok ? ok({ outcome, waited: true }) : still;
  } finally {
    await release();
  }
}

/** The revision of the item that is watched; undefined where there is none, or it cannot be read now. */
async function versionOf(ports: Ports, { watch }: Outcome): Promise<string | undefined> {
  if (watch === undefined) return undefined;
  const found = await ports.store.get(watch);
  return found.ok ? (found.value?.rev ?? 'absent') : undefined;
}
