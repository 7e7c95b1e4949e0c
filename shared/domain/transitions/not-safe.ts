/** A seeker whose request is open says that they are not safe now. */
import { earlierEscalationsMax } from '../case-limits.ts';
import type { EscalationId } from '../ids.ts';
import { isWaiting, type Talk } from '../talk.ts';
import { latest, plusSeconds, type EpochMs } from '../time.ts';

interface NotSafe {
  readonly talk: Talk;
  /** The case that is raised. */
  readonly escalation: EscalationId;
  /** From now on, the seconds in which a volunteer may come. */
  readonly expirySeconds: number;
}

/**
 * The request with its case: first in the queue, at its old queue time, for as long as a new request would wait, and volunteers who are off may be
 * called out at once. `forgotten`: closed cases that the request has no room for.
 */
export function saidNotSafe(
  { talk, escalation, expirySeconds }: NotSafe,
  now: EpochMs,
): { readonly talk: Talk; readonly forgotten: readonly EscalationId[] } {
  const earlier = escalationsOf(talk);
  const kept = earlier.slice(-earlierEscalationsMax);
  const { calledOutAt: _before, ...rest } = talk;
  const waiting = isWaiting(talk)
    ? { lastSeenAt: now, expiresAt: latest(talk.expiresAt, plusSeconds(now, expirySeconds)) }
    : undefined;
  return {
    talk: {
      ...rest,
      seq: talk.seq + 1,
      event: 'not-safe-now',
      need: 'notSafeNow',
      escalation,
      ...(kept.length === 0 ? {} : { earlierEscalations: kept }),
      ...waiting,
    },
    forgotten: earlier.slice(0, earlier.length - kept.length),
  };
}

/** All escalations of a request, the oldest first. */
export function escalationsOf({
  earlierEscalations = [],
  escalation,
}: {
  readonly earlierEscalations?: readonly EscalationId[] | undefined;
  readonly escalation?: EscalationId | undefined;
}): readonly EscalationId[] {
  return escalation === undefined ? earlierEscalations : [...earlierEscalations, escalation];
}
