/** A conversation ends. */
import type { Problem } from '../../contract/problems.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { endTalk, markHeavy } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import { transact, load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import type { ConversationCommand, ConversationFor } from './access.ts';
import { changeConversation } from './update-conversation.ts';
import { conversationViewOf } from './conversation-view.ts';
import type { ShownConversation } from './show.ts';

/** Ends it, idempotently. `heavy` counts only from the volunteer, also if the other side ended the talk. */
export async function endConversation(
  ports: Ports,
  command: ConversationCommand & { readonly heavy: boolean },
  now: EpochMs,
): Promise<Result<ShownConversation, Problem>> {
  const ended = await changeConversation(
    ports,
    command,
    {
      apply: (open, { space, who }) => endTalk(open, who, command.heavy && who === 'volunteer', space.limits, now),
      over: () => ok(),
    },
    now,
  );
  if (!ended.ok) return ended;
  const { space, who, match } = ended.value;
  if (ended.value.changed) await wake(ports, space.id);
  // The other side may have ended it, before this call or during it.
  if (command.heavy && who === 'volunteer' && match.heavy !== true) {
    const rested = await restLonger(ports, ended.value);
    if (!rested.ok) return rested;
  }
  return ok({ ...ended.value, view: conversationViewOf(ports.crypto, { ...ended.value, match }, now) });
}

/** Extends the rest of a volunteer whose talk was ended by the other side. A talk that never took place gives no rest. */
async function restLonger(ports: Ports, { space, match }: ConversationFor): Promise<Result<void, Problem>> {
  const { endedAt } = match;
  if (endedAt === undefined || match.endedBy === 'rematch') return ok();
  return transact<void>(ports, async () => {
    const seat = await load(ports, liveKeys.seat(space.id, match.volunteer), seatRecord);
    if (!seat.ok) return seat;
    const longer = seat.value === undefined ? undefined : markHeavy(seat.value, endedAt, space.limits.heavyRestSeconds);
    return ok({ writes: longer === undefined ? [] : [seatRecord.put(ports.ids, longer, seat.value)], value: undefined });
  });
}
