/**
 * Blocks that a request does not list. A request lists a bounded number of excluded volunteers, and its subject may have blocked more, or been
 * blocked by more. Only then are the blocks themselves read, one for each volunteer who could get an offer.
 */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId, VolunteerId } from '../../domain/ids.ts';
import { commitsParallel } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { excludes, excludesForGood, isWaiting, mayLackBlocks, type Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { keptApart } from '../../domain/transitions/offer.ts';
import type { Ports } from '../../ports.ts';
import { blockRecord } from '../store/home-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { homeKeys } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { loadMany, transact } from '../store/transact.ts';
import type { Blocked } from './snapshot.ts';

/** The blocked pairs among these requests and volunteers that the requests do not list. 503. */
export async function unlistedBlocks(
  ports: Ports,
  talks: readonly Talk[],
  volunteers: readonly VolunteerId[],
  now: EpochMs,
): Promise<Result<Blocked, Problem>> {
  const pairs: Blocked[number][] = [];
  const found = await inParallel(talks.filter(mayLackBlocks), commitsParallel, async (talk) => {
    const { id: request, space, subject = '' } = talk;
    const keys = volunteers
      .filter((volunteer) => !excludes(talk, volunteer, now))
      .map((volunteer) => homeKeys.block(space, subject, volunteer));
    const blocks = await loadMany(ports, keys, blockRecord);
    return blocks.ok ? ok(blocks.value.map(({ volunteer }) => ({ request, volunteer }))) : blocks;
  });
  for (const one of found) {
    if (!one.ok) return one;
    pairs.push(...one.value);
  }
  return ok(pairs);
}

/**
 * Lists a block on its request, after an offer failed because of it. So the next run does not try the pair again. If it fails, the next run
 * notes it. A request that may lack blocks anyway is left as it is.
 */
export async function listBlock(ports: Ports, space: SpaceId, pair: Blocked[number], now: EpochMs): Promise<void> {
  await transact<void>(ports, async () => {
    const talk = await loadTalk(ports, space, pair.request, now);
    if (!talk.ok) return talk;
    const isListed = !isWaiting(talk.value) || mayLackBlocks(talk.value) || excludesForGood(talk.value, pair.volunteer);
    if (isListed) return ok({ writes: [], value: undefined });
    return ok({ writes: [talkRecord.put(ports.ids, keptApart(talk.value, pair.volunteer, now), talk.value)], value: undefined });
  });
}
