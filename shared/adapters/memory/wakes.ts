import assert from 'node:assert/strict';
import { err, ok } from '../../domain/result.ts';
import type { Wakes } from '../../ports.ts';
import { sqsDelaySecondsMax } from '../limits.ts';

/** One message on its way: whose room, and the milliseconds on the injected clock before which it is not delivered. */
export interface MemoryWake {
  readonly room: string;
  readonly dueAt: number;
}

export interface MemoryWakes extends Wakes {
  /** What is on its way, in the order it was sent. */
  readonly pending: readonly MemoryWake[];
  /** Delivers: takes out the rooms of what is due, in the order it was sent. */
  drain(): readonly string[];
  /** Loses what is on its way to a room, or to all. Returns how many. */
  lose(room?: string): number;
  /** Doubles what is on its way to a room, or to all. Returns how many there were. */
  double(room?: string): number;
  /** Delays what is on its way to a room, or to all, by so many seconds more. Returns how many. */
  delay(seconds: number, room?: string): number;
  /** Answers the next so many calls with `unavailable`, and sends nothing. */
  refuse(calls: number): void;
}

/** Wakes in memory, with everything that may befall a message. `now` is in milliseconds; deterministic. */
export function memoryWakes(now: () => number): MemoryWakes {
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
      assert(delaySeconds >= 0 && delaySeconds <= sqsDelaySecondsMax, `a wake is delayed by 0 to ${sqsDelaySecondsMax} s`);
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
