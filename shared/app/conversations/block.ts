/** A block: the pair is never matched again. It holds for both sides and at once. */
import type { Problem } from '../../contract/problems.ts';
import type { VolunteerId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import type { Side, Talk } from '../../domain/talk.ts';
import { isTerminal } from '../../domain/talk-machine.ts';
import type { EpochMs } from '../../domain/time.ts';
import { endOffer, keptApart } from '../../domain/transitions/offer.ts';
import type { Ports } from '../../ports.ts';
import { personsOf } from '../cases/persons-of.ts';
import { blockWrites, type NewBlock } from '../store/blocks.ts';
import { transact, load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { subjectRecord, talkRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { isGone, loadTalkAggregate, loadTalk, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { conversationFor, type ConversationCommand, type ConversationFor } from './access.ts';
import { notFound } from '../store/problems.ts';

export interface Blocked extends ConversationFor {
  readonly lasts: 'for-good' | 'while-the-request-is-kept';
}

export interface BlockCommand extends ConversationCommand {
  /** The block was asked for together with a report. */
  readonly withReport?: true;
}

/**
 * Records the block, then withdraws an open offer of the pair, both before the block is acknowledged. From then on every offer
 * and every accept of the pair fails its condition. Without a pseudonym the block is kept on the request and its come-back token.
 */
export async function blockPair(ports: Ports, command: BlockCommand, now: EpochMs): Promise<Result<Blocked, Problem>> {
  const found = await conversationFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) return found;
  const { who, space, talk, match } = found.value;
  if (who === 'partner' || who === 'coordinator') return err(notFound);
  const pair = { space, talk, volunteer: match.volunteer, by: who, withReport: command.withReport === true };
  const recorded = await record(ports, pair, now);
  if (!recorded.ok) return recorded;
  const withdrawn = await withdrawLive(ports, space, talk, match.volunteer, now);
  if (!withdrawn.ok) return withdrawn;
  return ok({ ...found.value, lasts: talk.subject === undefined ? 'while-the-request-is-kept' : 'for-good' });
}

interface Pair {
  readonly space: Space;
  readonly talk: Talk;
  readonly volunteer: VolunteerId;
  readonly by: Side;
  readonly withReport: boolean;
}

/** Writes the block of the pair, if there is a pseudonym, and the exclusion on the request itself. */
async function record(ports: Ports, pair: Pair, now: EpochMs): Promise<Result<void, Problem>> {
  const { space, talk: seen, volunteer, by } = pair;
  const { subject } = seen;
  const report = await reportOf(ports, pair);
  if (!report.ok) return report;
  return transact<void>(ports, async () => {
    const talk = await loadTalk(ports, space.id, seen.id, now);
    if (!talk.ok) return talk;
    const marked = talkRecord.put(ports.ids, keptApart(talk.value, volunteer, now), talk.value);
    if (subject === undefined) return ok({ writes: [marked], value: undefined });
    const block = await blockWrites(ports, { space: space.id, subject, volunteer, by, report: report.value }, now);
    return block.ok ? ok({ writes: [marked, ...block.value], value: undefined }) : block;
  });
}

/** The report that the block comes with. If it cannot be said from which persons to hide it, the block holds and tells of no report. */
async function reportOf(ports: Ports, { space, volunteer, by, withReport }: Pair): Promise<Result<NewBlock['report'], Problem>> {
  if (!withReport) return ok(undefined);
  if (by === 'volunteer') return ok({});
  const persons = await personsOf(ports, space.id, volunteer);
  if (persons.ok) return ok({ persons: persons.value });
  return persons.error.code === 'unreadable' ? ok(undefined) : persons;
}

/** Withdraws the offer on the request that waits now: this one, or a later one of the same subject. */
async function withdrawLive(
  ports: Ports,
  space: Space,
  seen: Talk,
  volunteer: VolunteerId,
  now: EpochMs,
): Promise<Result<void, Problem>> {
  const lock =
    seen.subject === undefined ? ok(undefined) : await load(ports, liveKeys.subject(space.id, seen.subject), subjectRecord);
  if (!lock.ok) return lock;
  const live = lock.value?.request ?? seen.id;
  const done = await transact<boolean>(ports, async () => {
    const aggregate = await loadTalkAggregate(ports, space.id, live, now);
    if (!aggregate.ok) return aggregate.error.code === 'unavailable' ? aggregate : ok({ writes: [], value: false });
    const { talk, seats } = aggregate.value;
    if (isTerminal(talk.state) || isGone(talk, now)) return ok({ writes: [], value: false });
    const marked = keptApart(talk, volunteer, now);
    const offer = talk.offers.find((open) => open.volunteer === volunteer);
    const seat = seats.find((one) => one.volunteer === volunteer);
    if (offer === undefined || seat === undefined) return ok({ writes: [talkRecord.put(ports.ids, marked, talk)], value: false });
    const after = endOffer({ talk: marked, seat }, offer.id, 'withdrawn', now);
    return ok({
      writes: talkAggregateWrites(ports, { talk, seats: [seat] }, { talk: after.talk, seats: [after.seat] }, space),
      value: true,
    });
  });
  if (done.ok && done.value) await wake(ports, space.id);
  return done.ok ? ok() : done;
}
