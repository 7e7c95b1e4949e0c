/** Counts an event of the stream once, even if it is delivered again: a counter remembers the events it counted last. */
import { countedEventsMax } from '../../domain/limits.ts';
import { ok } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import type { Ports } from '../../ports.ts';

/**
 * A counter that cannot be read counts nothing more. A batch that failed for it would be delivered again and again, and would stop the counters
 * of every space.
 */
export const uncounted = ok({ writes: [], value: undefined });

interface Counter {
  readonly counted: readonly string[];
}

/**
 * The counter after these events. `add` is called for those it has not counted, oldest first. If there are none, the same object
 * is returned.
 */
export function countedOnce<C extends Counter, E extends { readonly talk: Talk }>(
  ports: Ports,
  before: C,
  events: readonly E[],
  add: (counter: C, event: E) => C,
): C {
  let after = before;
  for (const event of events) {
    const digest = eventDigest(ports, event.talk);
    if (after.counted.includes(digest)) continue;
    after = { ...add(after, event), counted: [...after.counted, digest].slice(-countedEventsMax) };
  }
  return after;
}

/** `evt_<subject>_<seq>`, shortened: enough to recognise it among the last few. */
function eventDigest(ports: Ports, { id, seq }: Talk): string {
  return ports.crypto.mac('event', id, String(seq)).slice(0, 8);
}
