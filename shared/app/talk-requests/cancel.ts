/** Cancelling. Once it is acknowledged, no offer and no match appears (invariant 4). */
import type { Problem } from '../../contract/problems.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import { closeRequest } from '../../domain/transitions/close.ts';
import type { Ports } from '../../ports.ts';
import { decide } from '../store/transact.ts';
import { wake } from '../store/rooms.ts';
import { loadStory, storyWrites } from '../store/talk-aggregate.ts';
import { requestFor } from './access.ts';
import type { RequestCommand } from './access.ts';
import { requestView } from './request-view.ts';
import type { ShownRequest } from './show.ts';

/**
 * Cancels, idempotently, also after the request expired. 409 already-matched with the conversation. It races with accepts: one
 * wins.
 */
export async function cancelRequest(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<ShownRequest, Problem>> {
  const found = await requestFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { space } = found.value;
  const closed = await decide<{ readonly talk: Talk; readonly freed: boolean }>(ports, async (tried) => {
    const story = await loadStory(ports, space.id, command.request, now);
    if (!story.ok) return story;
    const { talk } = story.value;
    const after = closeRequest(story.value, 'cancelled', now);
    if (after.ok)
      return ok({
        writes: storyWrites(ports, story.value, after.value, space),
        value: { talk: after.value.talk, freed: story.value.seats.length > 0 },
      });
    if (after.error.code === 'already-over') return ok({ writes: [], value: { talk, freed: tried > 1 } });
    return err({ code: 'already-matched', members: { conversation: { id: talk.match?.conversation } } });
  });
  if (!closed.ok) return closed;
  if (closed.value.freed) await wake(ports, space.id);
  const view = await requestView(ports, space, closed.value.talk, now);
  return view.ok ? ok({ space, talk: closed.value.talk, view: view.value }) : view;
}
