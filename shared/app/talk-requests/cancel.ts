/** Cancelling. Once it is acknowledged, no offer and no match appears (invariant 4). */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { closeRequest } from '../../domain/transitions/close.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { wake } from '../store/rooms.ts';
import { loadTalkAggregate, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { requestFor, type RequestCommand } from './access.ts';
import { cancelUnread } from './erase-unread.ts';
import { requestViewOf } from './request-view.ts';
import type { ShownRequest } from './show.ts';

/**
 * Cancels, idempotently, also after the request expired. 409 already-matched with the conversation. It races with accepts: one
 * wins. A waiting request that cannot be read is erased: 410.
 */
export async function cancelRequest(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<ShownRequest, Problem>> {
  const found = await requestFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found.error.code === 'unreadable' ? err(await cancelUnread(ports, command, now)) : found;
  const { space } = found.value;
  const closed = await transact<{ readonly talk: Talk; readonly freed: boolean }>(ports, async (tried) => {
    const aggregate = await loadTalkAggregate(ports, space.id, command.request, now);
    if (!aggregate.ok) return aggregate;
    const { talk } = aggregate.value;
    const after = closeRequest(aggregate.value, 'cancelled', now);
    if (after.ok)
      return ok({
        writes: talkAggregateWrites(ports, aggregate.value, after.value, space),
        value: { talk: after.value.talk, freed: aggregate.value.seats.length > 0 },
      });
    if (after.error.code === 'already-over') return ok({ writes: [], value: { talk, freed: tried > 1 } });
    return err({ code: 'already-matched', members: { conversation: { id: talk.match?.conversation } } });
  });
  if (!closed.ok) return closed;
  if (closed.value.freed) await wake(ports, space.id);
  const view = await requestViewOf(ports, space, closed.value.talk, now);
  return view.ok ? ok({ space, talk: closed.value.talk, view: view.value }) : view;
}
