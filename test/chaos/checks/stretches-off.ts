/** The stretches in which a volunteer was certainly off: from the acknowledgement of "off" to the next new "on". */
import * as z from 'zod';
import type { Evidence } from '../evidence.ts';
import { slugOf, type Operation } from '../../world/history/operation.ts';
import { callHangsMsMax } from '../limits.ts';
import { availabilityIn } from '../../world/history/reads.ts';

export interface StretchOff {
  readonly who: string;
  readonly volunteer: string;
  /** When "off" was acknowledged, and when the next "on" was sent. Both are times of the client. */
  readonly from: number;
  readonly to: number;
}

const on = z.object({ available: z.literal(true), session: z.undefined().optional() });

/** An "on" with a key that was used before changes nothing, so it ends no stretch. */
export function stretchesOff(evidence: Evidence): readonly StretchOff[] {
  const { history, volunteers } = evidence;
  const byWho = Map.groupBy(
    history.filter(({ route }) => route === 'setAvailability'),
    ({ who }) => who,
  );
  return volunteers.flatMap(({ name, id }) => {
    const own = byWho.get(name) ?? [];
    const ons = freshOns(own);
    return own.flatMap((one): StretchOff[] => {
      if (availabilityIn(one)?.state !== 'off' || !isLeaving(one)) return [];
      if (ons.some((other) => mayStillLand(other, one))) return [];
      const next = ons.filter(({ invokedAt }) => invokedAt >= one.invokedAt).map(({ invokedAt }) => invokedAt);
      return [{ who: name, volunteer: id, from: one.completedAt, to: Math.min(Infinity, ...next) }];
    });
  });
}

function isLeaving({ sent }: Operation): boolean {
  return z.object({ available: z.literal(false) }).safeParse(sent).success;
}

/** The calls that may make the volunteer available: without a key, or the tries of one key up to the first that was answered. */
function freshOns(own: readonly Operation[]): readonly Operation[] {
  const turning = own.filter(({ sent }) => on.safeParse(sent).success).toSorted((a, b) => a.n - b.n);
  const settled = new Map<string, number>();
  for (const { key, outcome, n } of turning) if (key !== undefined && outcome === 'ok' && !settled.has(key)) settled.set(key, n);
  return turning.filter(({ key, n }) => key === undefined || n <= (settled.get(key) ?? Infinity));
}

/** An "on" without an answer, or one at the same time, may take effect after the "off" was acknowledged. */
function mayStillLand(turning: Operation, off: Operation): boolean {
  const unanswered = turning.outcome === 'unknown' && slugOf(turning.body) === undefined;
  const end = unanswered ? turning.invokedAt + callHangsMsMax : turning.completedAt;
  return turning.invokedAt < off.completedAt && end > off.invokedAt;
}
