/** The other side did not join, or the volunteer vanished: the seeker waits again, with the queue time kept. */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Side } from '../../domain/talk.ts';
import { secondsBetween, type EpochMs } from '../../domain/time.ts';
import { rematch, rematchedTalk, type RematchRefusal, type RematchTimes } from '../../domain/transitions/conversation.ts';
import type { Ports } from '../../ports.ts';
import { touchRoom, wake, wakeElsewhere } from '../store/rooms.ts';
import { conversationFor, type ConversationCommand } from './access.ts';
import { changeConversation, type Change, type Changed, type OpenConversation } from './update-conversation.ts';

/**
 * The request is back in the queue, with its old queue time, or expired after too many matches. 409 already-over, already-joined,
 * too-early, with the time to wait if there is one.
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
        const { unmatchedExpirySeconds: expirySeconds, presenceLeaseSeconds: leaseSeconds, restSeconds } = space.limits;
        const times = { expirySeconds, leaseSeconds, restSeconds, date: localDate(space.timeZone, open.talk.match.at) };
        const back = rematchOf(open, who === 'volunteer' ? 'volunteer' : 'seeker', times, now);
        if (back.ok) return back;
        const { error } = back;
        if (error.code === 'already-over' || error.at === undefined) return err({ code: error.code });
        return err({ code: error.code, retryAfterSeconds: secondsBetween(now, error.at) + 1 });
      },
      over: ({ match }) => (match.endedBy === 'rematch' ? ok() : err({ code: 'already-over' })),
    },
    now,
  );
  if (again.ok && again.value.changed) {
    await wake(ports, command.space);
    await wakeElsewhere(ports, again.value.seat);
  }
  return again;
}

function rematchOf(
  { talk, seat }: OpenConversation,
  asker: Side,
  times: RematchTimes,
  now: EpochMs,
): Result<Change, RematchRefusal> {
  if (seat !== undefined) return rematch({ talk, seat }, asker, times, now);
  const alone = rematchedTalk(talk, asker, times, now);
  return alone.ok ? ok({ talk: alone.value }) : alone;
}
