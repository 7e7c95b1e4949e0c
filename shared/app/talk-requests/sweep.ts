/** Forgetting: requests whose retention is over are erased, in whatever room they were. */
import type { Problem } from '../../contract/problems.ts';
import { reconcileParallel, sweepMax } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { inParallel } from '../store/in-parallel.ts';
import { sortable, sweepPk } from '../store/keys.ts';
import { talkRecord } from '../store/live-records.ts';
import { isGone } from '../store/talk-aggregate.ts';
import { load, query, transact } from '../store/transact.ts';
import { erasure } from './erase.ts';

/** Erases ended requests whose retention is over, oldest first. */
export async function sweep(
  ports: Ports,
  { mayGoOn, clock }: { readonly mayGoOn: () => boolean; readonly clock: () => EpochMs },
): Promise<Result<number, Problem>> {
  const now = clock();
  const page = await query(ports, { table: 'live', index: 'sweep', pk: sweepPk, between: ['0', sortable(now)], limit: sweepMax });
  if (!page.ok) return page;
  let swept = 0;
  await inParallel(page.value.items, reconcileParallel, async (item) => {
    if (!mayGoOn()) return;
    const seen = talkRecord.read(item);
    const erased = await transact<boolean>(ports, async () => {
      const talk = await load(ports, item.key, talkRecord);
      if (!talk.ok) return talk;
      if (talk.value === undefined || !isGone(talk.value, now)) return ok({ writes: [], value: false });
      const writes = await erasure(ports, { talk: talk.value, seats: [], after: [] }, now);
      return writes.ok ? ok({ writes: writes.value, value: true }) : writes;
    });
    if (erased.ok && erased.value) swept += 1;
    else if (!erased.ok) ports.log.write({ code: 'sweep-failed', fields: { request: seen.id } });
  });
  return ok(swept);
}
