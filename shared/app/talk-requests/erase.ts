/**
 * Forgetting a request: its item is deleted, a tombstone answers 410 for a day, and what outlives the request no longer leads to
 * it.
 */
import { keptKinds, type KeptKind } from '../../contract/talk-requests.ts';
import type { Problem } from '../../contract/problems.ts';
import { tombstoneSeconds } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { withoutRequest, type Seat } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import type { Match, Talk } from '../../domain/talk.ts';
import { isTerminal } from '../../domain/talk-machine.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import { closeRequest, type TalkAggregate } from '../../domain/transitions/close.ts';
import { endTalk } from '../../domain/transitions/conversation.ts';
import { escalationsOf } from '../../domain/transitions/not-safe.ts';
import type { Key, Ports, Write } from '../../ports.ts';
import { count, load, loadMany, transact } from '../store/transact.ts';
import type { Reader } from '../store/unreadable.ts';
import { tombstoneDigest } from '../store/digests.ts';
import { escalationRecord, reportRecord } from '../store/home-records.ts';
import { blocksPk, endpointPrefix, homeKeys, liveKeys, ownerPk } from '../store/keys.ts';
import { seatRecord, talkRecord, tombstoneRecord } from '../store/live-records.ts';
import { wake } from '../store/rooms.ts';
import { loadTalkAggregate, releaseSubject, seatWrites, talkAggregateWrites } from '../store/talk-aggregate.ts';
import { requestFor, type RequestCommand } from './access.ts';
import { eraseUnread } from './erase-unread.ts';
import { earlierFeedbackGone, feedbackGone, forgetCases } from './forget-cases.ts';

export interface Receipt {
  readonly id: string;
  readonly request: Talk['id'];
  readonly erasedAt: EpochMs;
  /** What outlives the request, without anything that leads back to it: kinds only. */
  readonly kept: readonly KeptKind[];
}

export interface Erased {
  readonly space: Space;
  /** Absent: it could not be read. */
  readonly talk?: Talk;
  readonly receipt: Receipt;
}

/**
 * Ends or cancels first, then erases. The end is a change of its own, so that it is counted: nothing that waits is ever deleted
 * without an end. If the erasure fails after it, the caller repeats the call. 401, 404, 410 if it is already gone. A request that
 * cannot be read is erased too.
 */
export async function eraseRequest(ports: Ports, command: RequestCommand, now: EpochMs): Promise<Result<Erased, Problem>> {
  const found = await requestFor(ports, { ...command, right: 'ask' }, now);
  if (!found.ok) {
    if (found.error.code !== 'unreadable') return found;
    const unread = await eraseUnread(ports, command, now);
    if (!unread.ok) return unread;
    const { space, remains } = unread.value;
    const kept = await stayingAfter(ports, { ...remains, space: space.id });
    return kept.ok ? ok({ space, receipt: receiptOf(ports, command, kept.value, now) }) : kept;
  }
  const { space } = found.value;
  const over = await endFirst(ports, space, command.request, now);
  if (!over.ok) return over;
  const earlier = await earlierFeedbackGone(ports, space.id, matchesOf(found.value.talk));
  if (!earlier.ok) return earlier;
  let kept: readonly KeptKind[] = [];
  const erased = await transact<Talk>(ports, async (tried) => {
    const aggregate = await loadTalkAggregate(ports, space.id, command.request, now);
    if (!aggregate.ok)
      return tried > 1 && aggregate.error.code === 'gone' ? ok({ writes: [], value: found.value.talk }) : aggregate;
    const { talk, seats } = aggregate.value;
    const staying = await stayingAfter(ports, talk);
    if (!staying.ok) return staying;
    kept = staying.value;
    const writes = await erasure(ports, { talk, seats, after: afterEnd({ talk, seats }, space, now).seats }, now);
    if (!writes.ok) return writes;
    const release = isTerminal(talk.state) ? [] : releaseSubject(talk);
    return ok({ writes: [...writes.value, ...feedbackGone(ports, talk.space, matchesOf(talk)), ...release], value: talk });
  });
  if (!erased.ok) return erased;
  if (over.value || !isTerminal(erased.value.state)) await wake(ports, space.id);
  return ok({ space, talk: erased.value, receipt: receiptOf(ports, command, kept, now) });
}

function receiptOf({ crypto }: Ports, { request }: RequestCommand, kept: readonly KeptKind[], now: EpochMs): Receipt {
  return { id: `rcp_${crypto.mac('receipt', request)}`, request, erasedAt: now, kept };
}

function matchesOf({ previousMatches, match }: Talk): readonly Match[] {
  return [...previousMatches, ...(match === undefined ? [] : [match])];
}

/** The kinds of what will be there after the erasure. A closed case goes with its request, and an open one stays. */
async function stayingAfter(
  ports: Ports,
  talk: Pick<Talk, 'space' | 'partner' | 'subject' | 'escalation' | 'earlierEscalations' | 'reports' | 'comeBackUsedBy'>,
): Promise<Result<readonly KeptKind[], Problem>> {
  const { space, subject, reports } = talk;
  const escalations = escalationsOf(talk);
  const hadCase = escalations.length > 0 || reports.length > 0;
  const [raised, reported, blocks, endpoints] = await Promise.all([
    Promise.all(
      escalations.map((id) =>
        stays(ports, homeKeys.escalation(space, id), { record: escalationRecord, isOpen: ({ state }) => state !== 'closed' }),
      ),
    ),
    Promise.all(
      reports.map((id) =>
        stays(ports, homeKeys.report(space, id), { record: reportRecord, isOpen: ({ state }) => state === 'open' }),
      ),
    ),
    subject === undefined ? ok(0) : count(ports, { table: 'home', pk: blocksPk(space, subject), limit: 1 }),
    endpointsTold(ports, talk, hadCase),
  ]);
  const failed = [...raised, ...reported].find((one) => !one.ok);
  if (failed !== undefined) return failed;
  if (!blocks.ok) return blocks;
  if (!endpoints.ok) return endpoints;
  const kinds: Readonly<Record<KeptKind, boolean>> = {
    escalation: raised.some((one) => one.ok && one.value),
    reports: reported.some((one) => one.ok && one.value),
    blocks: blocks.value > 0,
    audit: hadCase,
    notices: hadCase,
    deliveries: endpoints.value > 0,
    'later-request': talk.comeBackUsedBy !== undefined,
    counters: true,
    tombstone: true,
    'day-of-changes': true,
    'day-of-recovery': true,
  };
  return ok(keptKinds.filter((kind) => kinds[kind]));
}

/** How many webhook endpoints there are that may have been told: those of the partner that asked, and those of the space if there was a case. */
async function endpointsTold(
  ports: Ports,
  { space, partner }: Pick<Talk, 'space' | 'partner'>,
  hadCase: boolean,
): Promise<Result<number, Problem>> {
  const owners = [...(partner === undefined ? [] : [{ partner }]), ...(hadCase ? [{ space }] : [])];
  const counts = await Promise.all(
    owners.map((owner) => count(ports, { table: 'home', pk: ownerPk(owner), prefix: endpointPrefix, limit: 1 })),
  );
  let sum = 0;
  for (const one of counts) {
    if (!one.ok) return one;
    sum += one.value;
  }
  return ok(sum);
}

/** Whether a case outlives its request: an open one does, and so does one that cannot be read. */
async function stays<T>(
  ports: Ports,
  key: Key,
  { record, isOpen }: { readonly record: Reader<T>; readonly isOpen: (one: T) => boolean },
): Promise<Result<boolean, Problem>> {
  const found = await load(ports, key, record);
  if (!found.ok) return found.error.code === 'unreadable' ? ok(true) : found;
  return ok(found.value !== undefined && isOpen(found.value));
}

/** Ends the talk, or cancels the request. True: this call did. */
function endFirst(ports: Ports, space: Space, request: Talk['id'], now: EpochMs): Promise<Result<boolean, Problem>> {
  return transact<boolean>(ports, async (tried) => {
    const aggregate = await loadTalkAggregate(ports, space.id, request, now);
    if (!aggregate.ok) return aggregate.error.code === 'gone' ? ok({ writes: [], value: tried > 1 }) : aggregate;
    const { talk, seats } = aggregate.value;
    if (isTerminal(talk.state)) return ok({ writes: [], value: tried > 1 });
    const after = afterEnd(aggregate.value, space, now);
    return ok({ writes: talkAggregateWrites(ports, { talk, seats }, after, space), value: true });
  });
}

function afterEnd(aggregate: TalkAggregate, space: Space, now: EpochMs): TalkAggregate {
  const { talk, seats } = aggregate;
  const [seat] = seats;
  if (talk.state === 'matched' && talk.match !== undefined && seat !== undefined) {
    const ended = endTalk({ talk: { ...talk, match: talk.match }, seat }, 'erasure', false, space.limits, now);
    return ended.ok ? { talk: ended.value.talk, seats: [ended.value.seat] } : aggregate;
  }
  const closed = closeRequest(aggregate, 'cancelled', now);
  return closed.ok ? { ...closed.value, talk: { ...closed.value.talk, erasing: true } } : aggregate;
}

/** A request to erase, its seats, and those seats after its end. */
interface Going extends TalkAggregate {
  readonly after: readonly Seat[];
}

/** The writes that erase a request. The sweep commits the same writes once the retention is over. */
export async function erasure(
  ports: Ports,
  { talk, seats, after }: Going,
  now: EpochMs,
): Promise<Result<readonly Write[], Problem>> {
  const won = await seatsThatWon(ports, talk, seats);
  if (!won.ok) return won;
  const before = [...seats, ...won.value];
  const left = [...after, ...won.value].map((seat, at) => withoutRequest(before[at] ?? seat, seat, talk.id));
  const digest = tombstoneDigest(ports.crypto, talk.space, talk.id);
  const tombstone = { rev: '', digest, until: plusSeconds(now, tombstoneSeconds) };
  const cases = await forgetCases(ports, { ...talk, escalations: escalationsOf(talk) });
  if (!cases.ok) return cases;
  return ok([
    talkRecord.remove(talk),
    ...seatWrites(ports, before, left),
    tombstoneRecord.overwrite(ports.ids, tombstone),
    ...cases.value,
  ]);
}

/** The other seats that had a match of this request: they keep which request an accepted offer was of. */
function seatsThatWon(
  ports: Ports,
  { space, previousMatches, match }: Talk,
  known: readonly Seat[],
): Promise<Result<readonly Seat[], Problem>> {
  const volunteers = new Set([...previousMatches, ...(match === undefined ? [] : [match])].map(({ volunteer }) => volunteer));
  for (const { volunteer } of known) volunteers.delete(volunteer);
  const keys = [...volunteers].map((volunteer) => liveKeys.seat(space, volunteer));
  return loadMany(ports, keys, seatRecord);
}
