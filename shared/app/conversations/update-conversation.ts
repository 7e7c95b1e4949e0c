/**
 * Changes an open conversation. The participant is checked, then the talk and its seat are read, changed and written together.
 */
import type { Problem } from '../../contract/problems.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Match, Talk } from '../../domain/talk.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { transact } from '../store/transact.ts';
import { loadTalkAggregate, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { conversationFor, matchOf, openMatch, type ConversationCommand, type ConversationFor } from './access.ts';

export interface OpenConversation {
  readonly talk: Talk & { readonly match: Match };
  /** Absent: it cannot be read. The request changes alone, and the seat is freed when it can be read again. */
  readonly seat: Seat | undefined;
}

export interface Change {
  readonly talk: Talk;
  /** Absent: the seat does not change. */
  readonly seat?: Seat | undefined;
}

export interface Changed extends ConversationFor {
  /** False if there was nothing left to change and this call had not changed it. */
  readonly changed: boolean;
  /** The volunteer's seat as it is now, while the conversation was open. */
  readonly seat?: Seat;
}

type Apply = (open: OpenConversation, found: ConversationFor) => Result<Change, Problem>;

/** The answer of a call that needs an open conversation: 409 already-over. */
export const alreadyOver = (): Result<void, Problem> => err({ code: 'already-over' });

/** Applies a change to an open conversation. `over` answers for a conversation that has ended. */
export async function changeConversation(
  ports: Ports,
  command: ConversationCommand,
  { apply, over }: { readonly apply: Apply; readonly over: (found: ConversationFor) => Result<void, Problem> },
  now: EpochMs,
): Promise<Result<Changed, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { space } = found.value;
  return transact<Changed>(ports, async (tried) => {
    const aggregate = await loadTalkAggregate(ports, space.id, found.value.talk.id, now);
    if (!aggregate.ok) return aggregate;
    const talk = openMatch(aggregate.value.talk, command.conversation);
    const [seat] = aggregate.value.seats;
    if (talk === undefined) {
      const match = matchOf(aggregate.value.talk, command.conversation) ?? found.value.match;
      const known = { ...found.value, talk: aggregate.value.talk, match };
      const ended = over(known);
      return ended.ok ? ok({ writes: [], value: { ...known, changed: tried > 1 } }) : ended;
    }
    const after = apply({ talk, seat }, found.value);
    if (!after.ok) return err(after.error);
    const seats = seat === undefined ? [] : [seat];
    const left = after.value.seat ?? seat;
    const changed = { talk: after.value.talk, seats: left === undefined ? [] : [left] };
    const match = matchOf(changed.talk, command.conversation) ?? talk.match;
    return ok({
      writes: talkAggregateWrites(ports, { talk: aggregate.value.talk, seats }, changed, space),
      value: { ...found.value, talk: changed.talk, match, changed: true, ...(left === undefined ? {} : { seat: left }) },
    });
  });
}
