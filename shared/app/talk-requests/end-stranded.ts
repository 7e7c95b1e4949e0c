/**
 * The end of requests that an edit has stranded. The call that made the edit ends as many as its time allows, and the reconciler the rest. For
 * some minutes it also finds a request that the edit did not see: one that was made by a call that read the old settings, or that the index
 * did not show yet.
 */
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { commitsParallel, pageItemsMax } from '../../domain/limits.ts';
import { strandedSearchSeconds, strandedSlipSeconds } from '../../domain/stranding-limits.ts';
import { isClosedAt } from '../../domain/opening.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import { closeStranded } from '../../domain/transitions/close.ts';
import type { Ports } from '../../ports.ts';
import { apart } from '../store/bugs.ts';
import { sparedDigest } from '../store/digests.ts';
import { spaceRecord } from '../store/home-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { homeKeys, narrowingsPk, roomOf } from '../store/keys.ts';
import { narrowingRecord, type Narrowing } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { loadTalkAggregate, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { load, pages, transact } from '../store/transact.ts';
import { readable } from '../store/unreadable.ts';
import { ableIn } from './serviceability.ts';
import { safeNeeds, takesIn, type Stranding } from './stranding.ts';
import { readWaitingOf, unservedOf } from './unserved.ts';

export interface Ended {
  readonly ended: number;
  /** Requests that could not be ended now. */
  readonly left: number;
}

/**
 * Ends the requests of one space from before these edits that no volunteer could serve now, as many as the time allows. Those that no volunteer
 * could serve before the edits either stay, and so do those of seekers who are not safe. A closed space ends its requests itself. 503.
 */
export async function endStranded(
  ports: Ports,
  { space, narrowings }: { readonly space: Space; readonly narrowings: readonly Narrowing[] },
  now: EpochMs,
): Promise<Result<Ended, Problem>> {
  if (isClosedAt(space, now)) return ok({ ended: 0, left: 0 });
  const waiting = await readWaitingOf(ports, space.id, safeNeeds);
  if (!waiting.ok) return waiting;
  const talks = waiting.value.filter((talk) => narrowings.some((one) => isFromBefore(ports, talk, one)));
  const side = { takes: takesIn(space, now), able: (profile: Parameters<typeof ableIn>[1]) => ableIn(space, profile, now) };
  const unserved = await unservedOf(ports, { space: space.id, talks }, { before: side, after: side });
  if (!unserved.ok) return unserved;
  const done = await inParallel(
    unserved.value,
    commitsParallel,
    async ({ talk }) => ports.mayGoOn() && endOne(ports, space, talk, now),
  );
  const ended = done.filter((isDone) => isDone).length;
  // The volunteers who held an offer are free again.
  if (ended > 0) await wake(ports, space.id);
  return ok({ ended, left: done.length - ended });
}

/** Ends what an edit that was just saved strands. Whatever is left, because of the time or of the store, is for the reconciler. */
export async function endWhatItStrands(
  ports: Ports,
  { space, stranding }: { readonly space: Space; readonly stranding?: Stranding | undefined },
  now: EpochMs,
): Promise<void> {
  if (stranding?.narrowing === undefined || stranding.stranded === 0) return;
  await endStranded(ports, { space, narrowings: [stranding.narrowing] }, now);
}

function isFromBefore(ports: Ports, { id, createdAt, space }: Talk, { at, spared }: Narrowing): boolean {
  if (createdAt > plusSeconds(at, strandedSlipSeconds)) return false;
  return spared.length === 0 || !spared.includes(sparedDigest(ports.crypto, space, id));
}

/** Whether the request is over. A request that was matched or cancelled meanwhile is left as it is. */
async function endOne(ports: Ports, space: Space, { id }: Talk, now: EpochMs): Promise<boolean> {
  const ended = await transact<void>(ports, async () => {
    const aggregate = await loadTalkAggregate(ports, space.id, id, now);
    if (!aggregate.ok) return aggregate.error.code === 'unavailable' ? aggregate : ok({ writes: [], value: undefined });
    const after = closeStranded(aggregate.value, now);
    const writes = after === undefined ? [] : talkAggregateWrites(ports, aggregate.value, after, space);
    return ok({ writes, value: undefined });
  });
  return ended.ok;
}

interface Times {
  readonly mayGoOn: () => boolean;
  readonly clock: () => EpochMs;
}

/**
 * Ends what edits of the last minutes have stranded, space by space, and forgets the edits that are settled. A space that fails stops no other:
 * the next run tries it again. Returns how many requests ended. 503 if the edits cannot be listed.
 */
export async function endAllStranded(ports: Ports, { mayGoOn, clock }: Times): Promise<Result<number, Problem>> {
  const bySpace = new Map<SpaceId, Narrowing[]>();
  for await (const page of pages(ports, { table: 'live', pk: narrowingsPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    for (const one of readable(ports, narrowingRecord, page.value.items))
      bySpace.set(one.space, [...(bySpace.get(one.space) ?? []), one]);
  }
  let ended = 0;
  for (const [space, narrowings] of bySpace) {
    if (!mayGoOn()) break;
    const done = await apart(ports, 'reconciler', () => settle({ ...ports, mayGoOn }, space, narrowings, clock()));
    if (done.ok) ended += done.value;
    else ports.log.write({ code: 'room-failed', fields: { room: roomOf(space) } });
  }
  return ok(ended);
}

async function settle(
  ports: Ports,
  id: SpaceId,
  narrowings: readonly Narrowing[],
  now: EpochMs,
): Promise<Result<number, Problem>> {
  const space = await load(ports, homeKeys.space(id), spaceRecord);
  if (!space.ok) return space;
  const done =
    space.value === undefined ? ok({ ended: 0, left: 0 }) : await endStranded(ports, { space: space.value, narrowings }, now);
  if (!done.ok) return done;
  const over = narrowings.filter(({ at }) => now >= plusSeconds(at, strandedSearchSeconds));
  if (done.value.left === 0) for (const one of over) await ports.store.commit([narrowingRecord.remove(one)]);
  return ok(done.value.ended);
}
