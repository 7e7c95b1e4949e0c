/**
 * The timer of a room: one delayed wake, for when the plan could change through time alone. It is only a hint, like every wake.
 */
import { retryRoomSeconds, timerSecondsMax } from '../../domain/limits.ts';
import { type EpochMs, epochMs, plusSeconds } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { liveRoomRecord } from '../store/live-records.ts';

/** A timer that is this much later than wanted is good enough. It saves a write and a message for every few milliseconds. */
const timerSlackMs = 1000;

/**
 * Sets the timer, unless an equally early one is already set. Otherwise every run of the matcher would start its own chain of
 * timers. Returns whether a timer is set. If not, the reconciler does the work.
 */
export async function setTimer(ports: Ports, room: string, dueAt: EpochMs, now: EpochMs): Promise<boolean> {
  const found = await load(ports, liveKeys.liveRoom(room), liveRoomRecord);
  if (!found.ok || found.value === undefined) return false;
  const set = found.value.timerAt;
  const wanted = epochMs.parse(Math.min(dueAt, now + timerSecondsMax * 1000));
  if (set !== undefined && set > now && set <= wanted + timerSlackMs) return true;
  const written = await ports.store.commit([liveRoomRecord.put(ports.ids, { ...found.value, timerAt: wanted }, found.value)]);
  if (!written.ok) return false;
  const sent = await ports.wakeQueue.wakeLater(room, Math.min(timerSecondsMax, Math.max(0, Math.ceil((wanted - now) / 1000))));
  return sent.ok;
}

/**
 * Matches the room again soon, after a run that the store stopped. A wake that is given back to its queue holds all wakes of its room until the
 * queue shows it again. A timer holds none. It is sent even if the store cannot note it. False if the queue does not take it.
 */
export async function retryRoom(ports: Ports, room: string, now: EpochMs): Promise<boolean> {
  if (await setTimer(ports, room, plusSeconds(now, retryRoomSeconds), now)) return true;
  const sent = await ports.wakeQueue.wakeLater(room, retryRoomSeconds);
  return sent.ok;
}
