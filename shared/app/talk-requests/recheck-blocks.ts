import type { Problem } from '../../contract/problems.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { excludesForGood, isWaiting, mayLackBlocks, type Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { keptApart } from '../../domain/transitions/offer.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { blockedFor } from './new-request.ts';

/**
 * Excludes the volunteers that the subject blocked while this request was being created: the request did not include the block,
 * and the block did not find the request. It is checked again after the request is stored, so that the request does not wait for
 * a volunteer it can never get.
 */
export async function apartFromBlocked(ports: Ports, talk: Talk, now: EpochMs): Promise<Result<Talk, Problem>> {
  const blocked = await blockedFor(ports, talk.space, talk.subject);
  if (!blocked.ok) return blocked;
  // For a request whose list is full, the matcher reads the blocks themselves.
  const isKnown = (of: Talk, volunteer: VolunteerId) => mayLackBlocks(of) || excludesForGood(of, volunteer);
  if (blocked.value.every((volunteer) => isKnown(talk, volunteer))) return ok(talk);
  return transact(ports, async () => {
    const fresh = await loadTalk(ports, talk.space, talk.id, now);
    if (!fresh.ok) return fresh;
    const unknown = blocked.value.filter((volunteer) => !isKnown(fresh.value, volunteer));
    if (unknown.length === 0 || !isWaiting(fresh.value)) return ok({ writes: [], value: fresh.value });
    const marked = unknown.reduce((talkSoFar, volunteer) => keptApart(talkSoFar, volunteer, now), fresh.value);
    return ok({ writes: [talkRecord.put(ports.ids, marked, fresh.value)], value: marked });
  });
}
