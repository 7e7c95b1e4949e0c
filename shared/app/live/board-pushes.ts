/** When a board was pushed last: at most one push a second for a space, whatever happens in it. */
import * as z from 'zod';
import type { Problem } from '../../contract/problems.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { spaceId } from '../../domain/ids.ts';
import { boardPushMs, socketSecondsMax } from '../../domain/live-limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { epochMs, latest, plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Key, Ports } from '../../ports.ts';
import { recorded } from '../store/record.ts';
import { load } from '../store/transact.ts';

/** `changedAt`: the latest change that was not pushed. Absent: all were. */
const boardPush = z.strictObject({ rev: z.string(), space: spaceId, pushedAt: epochMs, changedAt: epochMs.optional() });
type BoardPush = z.infer<typeof boardPush>;

const keyOf = (space: SpaceId): Key => ({ table: 'links', pk: `BOARD#${space}`, sk: '-' });

export const boardPushRecord = recorded<BoardPush>({
  schema: boardPush,
  key: ({ space }) => keyOf(space),
  timeToLive: ({ pushedAt, changedAt = pushedAt }) => plusSeconds(latest(pushedAt, changedAt), socketSecondsMax),
});

/** The latest change of the board that was pushed or not. Undefined: no push was due for hours. 503. */
export async function boardChangedAt(ports: Ports, space: SpaceId): Promise<Result<EpochMs | undefined, Problem>> {
  const found = await load(ports, keyOf(space), boardPushRecord);
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  return ok(latest(found.value.pushedAt, found.value.changedAt ?? found.value.pushedAt));
}

/**
 * Whether the board may be pushed now; then it counts as pushed. Otherwise it is noted that it has changed, and the next beat of a socket tells
 * it. A lost race means that another push of this moment is on its way.
 */
export async function mayPushBoard(ports: Ports, space: SpaceId, isUrgent: boolean, now: EpochMs): Promise<boolean> {
  const found = await load(ports, keyOf(space), boardPushRecord);
  return found.ok && noteChange(ports, { space, before: found.value, isUrgent }, now);
}

async function noteChange(
  ports: Ports,
  { space, before, isUrgent }: { readonly space: SpaceId; readonly before: BoardPush | undefined; readonly isUrgent: boolean },
  now: EpochMs,
): Promise<boolean> {
  const isEarly = before !== undefined && before.pushedAt + boardPushMs > now && !isUrgent;
  const after: BoardPush = isEarly ? { ...before, changedAt: now } : { rev: '', space, pushedAt: now };
  const noted = await ports.store.commit([boardPushRecord.put(ports.ids, after, before)]);
  return noted.ok && !isEarly;
}
