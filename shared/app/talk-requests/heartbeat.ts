/**
 * A seeker was seen: by reading the request, or by "still here". A request whose seeker was not seen for long is not offered, but
 * it never ends early.
 */
import type { Problem } from '../../contract/problems.ts';
import { heartbeatWritesPerStillThere } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { isWaiting, type Talk } from '../../domain/talk.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { talkRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { loadTalk } from '../store/talk-aggregate.ts';

/** Notes it, at most a few times per "still there?" period. Wakes the matcher if the seeker had not been seen for a period. */
export async function recordHeartbeat(ports: Ports, space: Space, talk: Talk, now: EpochMs): Promise<Result<Talk, Problem>> {
  const period = space.limits.stillThereSeconds;
  if (!isWaiting(talk) || talk.lastSeenAt > plusSeconds(now, -period / heartbeatWritesPerStillThere)) return ok(talk);
  const noted = await transact(ports, async () => {
    const fresh = await loadTalk(ports, talk.space, talk.id, now);
    if (!fresh.ok) return fresh;
    if (!isWaiting(fresh.value) || fresh.value.lastSeenAt >= now) return ok({ writes: [], value: fresh.value });
    const after: Talk = { ...fresh.value, lastSeenAt: now, event: 'heartbeat' };
    return ok({ writes: [talkRecord.put(ports.ids, after, fresh.value)], value: after });
  });
  if (noted.ok && talk.lastSeenAt <= plusSeconds(now, -period)) await wake(ports, talk.space);
  return noted;
}
