/** A conversation ends. */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { EpochMs } from '../../domain/time.ts';
import { endedTalk, endTalk, markHeavy, seatAfterTalk } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import { transact, load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { loadSeat } from '../store/seats.ts';
import { unreadable } from '../store/unreadable.ts';
import { volunteerOf } from '../volunteers/volunteer-of.ts';
import { wake, wakeElsewhere } from '../store/rooms.ts';
import type { ConversationCommand, ConversationFor } from './access.ts';
import { changeConversation } from './update-conversation.ts';
import { conversationViewOf } from './conversation-view.ts';
import type { ShownConversation } from './show.ts';

/**
 * Ends it, idempotently. `heavy` counts only from the volunteer, also if the other side ended the talk. From a conversation whose request
 * cannot be read, its volunteer is freed: 409 already-over.
 */
export async function endConversation(
  ports: Ports,
  command: ConversationCommand & { readonly heavy: boolean },
  now: EpochMs,
): Promise<Result<ShownConversation, Problem>> {
  const ended = await changeConversation(
    ports,
    command,
    {
      apply: ({ talk, seat }, { space, who }) => {
        const heavy = command.heavy && who === 'volunteer';
        if (seat !== undefined) return endTalk({ talk, seat }, who, heavy, space.limits, now);
        const alone = endedTalk(talk, { by: who, heavy }, now);
        return alone.ok ? ok({ talk: alone.value }) : alone;
      },
      over: () => ok(),
    },
    now,
  );
  if (!ended.ok) return ended.error.code === 'unreadable' ? err(await leaveUnread(ports, command, now)) : ended;
  const { space, who, match } = ended.value;
  if (ended.value.changed) {
    await wake(ports, space.id);
    await wakeElsewhere(ports, ended.value.seat);
  }
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

/** The volunteer leaves a conversation whose request cannot be read. The seat changes alone. 503 for every other caller. */
async function leaveUnread(
  ports: Ports,
  { caller, space: id, conversation, heavy }: ConversationCommand & { readonly heavy: boolean },
  now: EpochMs,
): Promise<Problem> {
  const me = caller.kind === 'person' ? await volunteerOf(ports, caller, id) : err(unreadable);
  if (!me.ok) return unreadable;
  const { space, volunteer } = me.value;
  const left = await transact<boolean>(ports, async (tried) => {
    const seat = await loadSeat(ports, space, volunteer.id);
    if (!seat.ok) return seat;
    const after = seat.value && seatAfterTalk(seat.value, { conversation, heavy }, space.limits, now);
    if (after === undefined || after === seat.value) return ok({ writes: [], value: tried > 1 });
    return ok({ writes: [seatRecord.put(ports.ids, after, seat.value)], value: true });
  });
  if (!left.ok) return left.error;
  if (left.value) await wake(ports, space.id);
  return left.value ? { code: 'already-over' } : unreadable;
}
