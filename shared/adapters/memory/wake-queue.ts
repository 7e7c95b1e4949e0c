import assert from 'node:assert/strict';
import { err, ok } from '../../domain/result.ts';
import type { WakeQueue } from '../../ports.ts';
import { sqsDelaySecondsMax } from '../limits.ts';

/** One message that was sent: its room, and the time before which it is not delivered, in milliseconds on the injected clock. */
export interface MemoryWake {
  readonly room: string;
  readonly dueAt: number;
}

export interface MemoryWakeQueue extends WakeQueue {
  /** The messages that were sent and not delivered, in the order of sending. */
  readonly pending: readonly MemoryWake[];
  /** Delivers: removes the messages that are due and returns their rooms, in the order of sending. */
  drain(): readonly string[];
  /** Loses the undelivered messages of one room, or of all. Returns how many. */
  lose(room?: string): number;
  /** Duplicates the undelivered messages of one room, or of all. Returns how many there were. */
  double(room?: string): number;
  /** Delays the undelivered messages of one room, or of all, by this many more seconds. Returns how many. */
  delay(seconds: number, room?: string): number;
  /** Answers the next calls, this many, with `unavailable`, and sends nothing. */
  refuse(calls: number): void;
}

/** A wake queue in memory, with everything that may happen to a message. `now` is in milliseconds. Deterministic. */
export function memoryWakeQueue(now: () => number): MemoryWakeQueue {
  let pending: MemoryWake[] = [];
  let refusals = 0;

  const send = (room: string, dueAt: number) => {
    if (refusals === 0) {
      pending.push({ room, dueAt });
      return ok();
    }
    refusals -= 1;
    return err({ code: 'unavailable' });
  };
  const change = (room: string | undefined, into: (wake: MemoryWake) => readonly MemoryWake[]): number => {
    const isMeant = (wake: MemoryWake): boolean => room === undefined || wake.room === room;
    const meant = pending.filter(isMeant).length;
    pending = pending.flatMap((wake) => (isMeant(wake) ? into(wake) : [wake]));
    return meant;
  };

  return {
    get pending() {
      return pending;
    },
    wake: async (room) => send(room, now()),
    wakeLater: async (room, delaySeconds) => {
      assert(delaySeconds >= 0 && delaySeconds <= sqsDelaySecondsMax, `a wake must be delayed by 0 to ${sqsDelaySecondsMax} s`);
      return send(room, now() + Math.ceil(delaySeconds) * 1_000);
    },
    drain: () => {
      const due = pending.filter(({ dueAt }) => dueAt <= now());
      pending = pending.filter(({ dueAt }) => dueAt > now());
      return due.map(({ room }) => room);
    },
    lose: (room) => change(room, () => []),
    double: (room) => change(room, (wake) => [wake, wake]),
    delay: (seconds, room) => change(room, ({ dueAt, ...wake }) => [{ ...wake, dueAt: dueAt + seconds * 1_000 }]),
    refuse: (calls) => {
      refusals = calls;
    },
  };
}
