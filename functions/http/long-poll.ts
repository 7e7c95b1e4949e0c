/** Holds an answer until it changes (`Prefer: wait`, RFC 7240) or until a match comes. */
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { takeSlot } from '../../shared/app/long-poll/slots.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { pollSeconds, pollItemSeconds, pollWholeSeconds } from '../../shared/domain/limits.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { plusSeconds } from '../../shared/domain/time.ts';
import type { Ports } from '../../shared/ports.ts';
import type { Authenticate, HttpContext } from './context.ts';
import { ifNoneMatchOf } from './entity-tags.ts';
import { preferredWait } from './input.ts';
import type { LongPoller, Parts, Shown } from './route.ts';

/** What holding an answer needs besides the ports. */
export interface LongPollContext extends Pick<HttpContext, 'clock' | 'random' | 'sleep' | 'load' | 'wait'> {
  readonly authenticate: Authenticate;
}

type Read = () => Promise<Result<Shown, Problem>>;

/**
 * Answers a GET at once. With `Prefer: wait` and an `If-None-Match` that still holds, it answers when the tag changes or the time is over:
 * 304 if nothing changed. At the cap it answers at once, with `Retry-After`. What has ended does not change, so it answers at once too.
 */
export async function longPolledGet(
  {
    event,
    longPoll,
    secondsMax,
  }: { readonly event: APIGatewayProxyEventV2; readonly longPoll: LongPoller; readonly secondsMax: number },
  read: Read,
): Promise<Result<Shown, Problem>> {
  const tags = ifNoneMatchOf(event);
  if (!tags.ok) return tags;
  const known = tags.value;
  const wanted = preferredWait(event.headers['prefer'], secondsMax);
  const isKnown = (outcome: Shown): boolean =>
    known !== undefined && outcome.etag !== undefined && (known.includes(outcome.etag) || known.includes('*'));
  const first = await read();
  if (!first.ok || !isKnown(first.value)) return first;
  if (first.value.isOver === true) return ok(unchanged(first.value, {}));
  if (wanted === undefined || wanted === 0)
    return ok(unchanged(first.value, wanted === undefined ? {} : { retryAfterSeconds: pollSeconds }));
  const last = await longPoll<Shown>({ first: first.value, seconds: wanted, read, until: (outcome) => !isKnown(outcome) });
  if (!last.ok) return last;
  const { outcome, waited } = last.value;
  const applied = waited ? { headers: { 'preference-applied': `wait=${wanted}` } } : { retryAfterSeconds: pollSeconds };
  return ok(isKnown(outcome) ? unchanged(outcome, applied) : { ...outcome, ...applied });
}

function unchanged({ etag }: Shown, more: Parts): Shown {
  return { status: 304, etag, ...more };
}

/**
 * Reads again and again until `until` holds or the seconds are over. The caller is authenticated again before the answer, because its key
 * may have been revoked during the wait.
 */
export function longPollerOf(context: LongPollContext, ports: Ports, event: APIGatewayProxyEventV2): LongPoller {
  const { clock, random, sleep, load, wait, authenticate } = context;
  return async ({ first, seconds, read, until }) => {
    const began = clock();
    const end = plusSeconds(began, Math.min(seconds, wait.secondsMax));
    if (until(first) || end <= began) return ok({ outcome: first, waited: false });
    const release = await takeSlot(ports, { slots: wait.slots, random }, began);
    if (release === undefined) return ok({ outcome: first, waited: false });
    try {
      let outcome = first;
      let seen = await versionOf(ports, outcome);
      let wholeAt = plusSeconds(clock(), pollWholeSeconds);
      while (clock() < end && !until(outcome)) {
        await load.rest(() => sleep(Math.min(pollItemSeconds * 1000, Math.max(1, end - clock()))));
        const version = await versionOf(ports, outcome);
        if (version === seen && version !== undefined && clock() < wholeAt && clock() < end) continue;
        const next = await read();
        wholeAt = plusSeconds(clock(), pollWholeSeconds);
        // One failed read among many does not end the wait of a caller.
        if (!next.ok && next.error.code === 'unavailable') continue;
        if (!next.ok) return next;
        outcome = next.value;
        seen = version;
      }
      const still = await authenticate(ports, event, clock());
      return still.ok ? ok({ outcome, waited: true }) : still;
    } finally {
      await release();
    }
  };
}

/** The revision of the watched item. Undefined: it does not exist, or it cannot be read now. */
async function versionOf(ports: Ports, { watch }: Shown): Promise<string | undefined> {
  if (watch === undefined) return undefined;
  const found = await ports.store.get(watch);
  return found.ok ? (found.value?.rev ?? 'absent') : undefined;
}
