/**
 * How often each kind of request comes, for spaces whose policy uses it. It counts kinds, never persons, and fades within hours.
 */
import type { Problem } from '../../contract/problems.ts';
import { noDemand, withArrival } from '../../domain/policy/demand.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Talk } from '../../domain/talk.ts';
import type { Ports } from '../../ports.ts';
import { transact, load } from '../store/transact.ts';
import { homeKeys } from '../store/keys.ts';
import { countedOnce, uncounted } from './count-once.ts';
import { demandRecord, type DemandCounts } from './count-records.ts';

/** Counts new requests of a space. One read and one write. Requests that were counted before change nothing. */
export async function countDemand(
  ports: Ports,
  space: Space,
  events: readonly { readonly talk: Talk }[],
): Promise<Result<void, Problem>> {
  const [first] = events;
  if (first === undefined || space.policy.name !== 'priced') return ok();
  return transact<void>(ports, async () => {
    const found = await load(ports, homeKeys.demand(space.id), demandRecord);
    if (!found.ok) return found.error.code === 'unreadable' ? uncounted : found;
    const before: DemandCounts = found.value ?? { rev: '', space: space.id, ...noDemand(first.talk.createdAt), counted: [] };
    const after = countedOnce(ports, before, events, (counts, { talk }) => ({
      ...counts,
      ...withArrival(counts, talk.criteria, talk.createdAt),
    }));
    return ok({ writes: after === before ? [] : [demandRecord.put(ports.ids, after, found.value)], value: undefined });
  });
}
