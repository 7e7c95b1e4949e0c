/** A conversation ends, or is given back because the other side never joined. */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { secondsBetween, type EpochMs } from '../../domain/time.ts';
import { endTalk, markHeavy, rematch } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import { transact, load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { seatRecord } from '../store/live-records.ts';
import { touchRoom, wake } from '../store/rooms.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { changeConversation, type Changed } from './update-conversation.ts';
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

/**
 * The request is back in the queue, with its old queue time. 409 already-over, already-joined, too-early with the time to wait.
 */
export async function rematchConversation(
  ports: Ports,
  command: ConversationCommand,
  now: EpochMs,
): Promise<Result<Changed, Problem>> {
  // The participant is checked before anything is written: for other callers there may not even be such a space.
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const touched = await touchRoom(ports, command.space, now);
  if (!touched.ok) return touched;
  const again = await changeConversation(
    ports,
    command,
    {
      apply: (open, { space, who }) => {
        const { unmatchedExpirySeconds: expirySeconds, presenceLeaseSeconds: leaseSeconds } = space.limits;
        const times = { expirySeconds, leaseSeconds, date: localDate(space.timeZone, now) };
        const back = rematch(open, who === 'volunteer' ? 'volunteer' : 'seeker', times, now);
        if (back.ok) return back;
        return back.error.code === 'too-early'
          ? err({ code: 'too-early', retryAfterSeconds: secondsBetween(now, back.error.at) + 1 })
          : err({ code: back.error.code });
      },
      over: ({ match }) => (match.endedBy === 'rematch' ? ok() : err({ code: 'already-over' })),
    },
    now,
  );
  if (again.ok && again.value.changed) await wake(ports, command.space);
  return again;
}
