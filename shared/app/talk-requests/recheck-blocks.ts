import type { Problem } from '../../contract/problems.ts';
import { excludedForGoodMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { excludesForGood, isWaiting, mayLackBlocks, type Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { keptApart, noLongerBlocked } from '../../domain/transitions/offer.ts';
import type { Ports } from '../../ports.ts';
import { listEarlierBlocks } from '../store/blocks.ts';
import type { Block } from '../store/home-records.ts';
import { transact } from '../store/transact.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { blocksOf } from './new-request.ts';

/**
 * Excludes the volunteers that the subject blocked while this request was being created: the request did not include the block,
 * and the block did not find the request. The same of a block that was lifted meanwhile. It is checked again after the request is stored, so
 * that the request does not wait for a volunteer it can never get, and gets each that it may.
 */
export async function apartFromBlocked(ports: Ports, talk: Talk, now: EpochMs): Promise<Result<Talk, Problem>> {
  if (talk.subject === undefined) return ok(talk);
  const blocks = await blocksOf(ports, talk.space, talk.subject);
  if (!blocks.ok) return blocks;
  await listEarlierBlocks(ports, blocks.value);
  if (asBlocked(talk, blocks.value, now) === talk) return ok(talk);
  return transact(ports, async () => {
    const fresh = await loadTalk(ports, talk.space, talk.id, now);
    if (!fresh.ok) return fresh;
    // Read after the request: so the block of each volunteer that the request excludes for it is found, or was lifted.
    const known = await blocksOf(ports, talk.space, talk.subject);
    if (!known.ok) return known;
    const after = isWaiting(fresh.value) ? asBlocked(fresh.value, known.value, now) : fresh.value;
    return ok({ writes: after === fresh.value ? [] : [talkRecord.put(ports.ids, after, fresh.value)], value: after });
  });
}

/** The request as these first blocks of its subject want it. The same request if nothing changes. */
function asBlocked(of: Talk, blocks: readonly Block[], now: EpochMs): Talk {
  const blocked = new Set(blocks.map(({ volunteer }) => volunteer));
  // For a request whose list is full, the matcher reads the blocks themselves.
  const unknown = mayLackBlocks(of) ? [] : [...blocked].filter((volunteer) => !excludesForGood(of, volunteer));
  const hasAll = blocks.length < excludedForGoodMax;
  const lifted = hasAll ? of.excludedVolunteers.filter(({ volunteer, block }) => block === true && !blocked.has(volunteer)) : [];
  const marked = unknown.reduce((talk, volunteer) => keptApart(talk, volunteer, now), of);
  return lifted.reduce((talk, { volunteer }) => noLongerBlocked(talk, volunteer), marked);
}
