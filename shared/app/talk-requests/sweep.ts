/** Forgetting: requests whose retention is over are erased, in whatever room they were, and whether or not they can be read. */
import type { Problem } from '../../contract/problems.ts';
import { reconcileParallel, sweepMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Item, Key, Ports, Write } from '../../ports.ts';
import { apart } from '../store/bugs.ts';
import { inParallel } from '../store/in-parallel.ts';
import { requestOfKey, sortable, sweepPk } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { isGone } from '../store/talk-aggregate.ts';
import { loadItem, query, transact, type Transaction } from '../store/transact.ts';
import { asItWas, readOne } from '../store/unreadable.ts';
import { erasure } from './erase.ts';
import { erasureUnread } from './erase-unread.ts';
import { remainsOf } from './remains.ts';

export interface Swept {
  readonly swept: number;
  /** Requests that could not be erased. The next run tries them again. */
  readonly unswept: number;
}

/** Erases ended requests whose retention is over, oldest first. One that fails stops no other. 503 if they cannot be listed. */
export async function sweep(
  ports: Ports,
  { mayGoOn, clock }: { readonly mayGoOn: () => boolean; readonly clock: () => EpochMs },
): Promise<Result<Swept, Problem>> {
  const now = clock();
  const page = await query(ports, { table: 'live', index: 'sweep', pk: sweepPk, between: ['0', sortable(now)], limit: sweepMax });
  if (!page.ok) return page;
  let [swept, unswept] = [0, 0];
  await inParallel(page.value.items, reconcileParallel, async ({ key }) => {
    if (!mayGoOn()) return;
    const erased = await apart(ports, 'reconciler', () => transact<boolean>(ports, () => attempt(ports, key, now)));
    if (erased.ok && erased.value) swept += 1;
    if (erased.ok) return;
    unswept += 1;
    ports.log.write({ code: 'sweep-failed', fields: { pk: key.pk } });
  });
  return ok({ swept, unswept });
}

async function attempt(ports: Ports, key: Key, now: EpochMs): Promise<Result<Transaction<boolean>, Problem>> {
  const found = await loadItem(ports, key);
  if (!found.ok) return found;
  if (found.value === undefined) return ok({ writes: [], value: false });
  const talk = readOne(ports, talkRecord, found.value);
  if (talk.ok && !isGone(talk.value, now)) return ok({ writes: [], value: false });
  const writes = talk.ok
    ? await erasure(ports, { talk: talk.value, seats: [], after: [] }, now)
    : await erasureByKey(ports, found.value, now);
  return writes.ok ? ok({ writes: writes.value, value: writes.value.length > 0 }) : writes;
}

/** Its place in the index says when it goes, and its key which request it is. */
async function erasureByKey(ports: Ports, item: Item, now: EpochMs): Promise<Result<readonly Write[], Problem>> {
  const { space } = remainsOf(item);
  const id = requestOfKey(item.key);
  const deleteAt = item.indexes?.sweep?.sk;
  if (deleteAt === undefined || deleteAt > sortable(now) || id === undefined) return ok([]);
  // Without its space no tombstone can be written. It is forgotten all the same.
  if (space === undefined) return ok([{ kind: 'delete', key: item.key, expected: asItWas(item) }]);
  return erasureUnread(ports, { item, id, space }, now);
}
