/** Asking to talk. The first write is the idempotency record: a replay finds its own request and changes nothing. */
import type { Problem, Quota } from '../../contract/problems.ts';
import type { RequestId, SpaceId, VolunteerId } from '../../domain/ids.ts';
import { pollSeconds, retryAfterSeconds, unknownOpeningSeconds } from '../../domain/limits.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { mayMeet, type Space } from '../../domain/space.ts';
import type { Exclusion, Talk } from '../../domain/talk.ts';
import { isTerminal } from '../../domain/talk-machine.ts';
import { plusSeconds, toIso, type EpochMs } from '../../domain/time.ts';
import { listedExclusions } from '../../domain/transitions/offer.ts';
import type { Ports, Write } from '../../ports.ts';
import { partnerMay } from '../access/callers.ts';
import { transact, load } from '../store/transact.ts';
import { liveKeys } from '../store/keys.ts';
import { subjectRecord, talkRecord } from '../store/live-records.ts';
import { touchRoom, waitingCount, wake } from '../store/rooms.ts';
import { spaceOr404 } from '../store/load-space.ts';
import { openingOf, type Opening } from '../../domain/opening.ts';
import { loadTalk } from '../store/talk-aggregate.ts';
import { apartFromBlocked } from './recheck-blocks.ts';
import { comingBack, type ComeBack } from './come-back-token.ts';
import { unmetBy } from './serviceability.ts';
import { nobodyCouldServe, onlyOfferedTerms, wishesOf } from './asked-terms.ts';
import { blocksOf, identify, sameVolunteer, type Asker, type AskCommand } from './new-request.ts';
import { notSafeFrom, raisedCase } from './not-safe.ts';
import { recordHeartbeat } from './heartbeat.ts';
import { linksOf } from './request-view.ts';
import { goodKeyDetail, looksRandom } from './anonymous-key.ts';
import { spendAsk, spendRefusal, takePlace } from './ask-quota.ts';
import { unauthenticated } from '../store/problems.ts';

export interface Asked {
  readonly talk: Talk;
  readonly space: Space;
  readonly quota: Quota | undefined;
}

/**
 * Makes the request durable, or says why not: 409 stale-ground-rules, already-asking (a seeker who is not safe gets the case on the request that
 * is open, and that request); 422 idempotency-mismatch,
 * nobody-could-serve, unprocessable (a subject without a partner); 429 too-many-requests; 503 space-full (never for a seeker who is not safe now), space-closed. Any number of callers may ask at
 * once. The same key always leads to the same request (invariant 10).
 */
export async function ask(ports: Ports, command: AskCommand, now: EpochMs): Promise<Result<Asked, Problem>> {
  const space = await spaceOr404(ports, command.space);
  if (!space.ok) return space;
  const allowed = mayAsk(command, space.value);
  if (!allowed.ok) return allowed;
  const asker = identify(ports.crypto, command, space.value);
  let spent: ReturnType<typeof spendAsk> | undefined;
  const spend = () => (spent ??= spendAsk(ports, command, now));
  const talk = await transact(ports, (tried) => attempt(ports, { ...command, asker, space: space.value, tried, spend }, now));
  if (!talk.ok) return err(await spendRefusal(ports, command, talk.error, now));
  const quota = (await spent) ?? ok(undefined);
  const apart = await apartFromBlocked(ports, talk.value.talk, now);
  if (!apart.ok) return apart;
  if (talk.value.fresh) await wake(ports, space.value.id);
  // A seeker who is not safe and asks again is there, whatever the request that waits has heard.
  const seen = command.body.notSafeNow ? await recordHeartbeat(ports, space.value, apart.value, now) : apart;
  if (!seen.ok) return seen;
  return ok({ talk: seen.value, space: space.value, quota: quota.ok ? quota.value : undefined });
}

function mayAsk(command: AskCommand, space: Space): Result<void, Problem> {
  const { caller } = command;
  if (caller.kind === 'partner') return partnerMay(caller, space, 'ask');
  if (caller.kind !== 'nobody') return err({ code: 'forbidden' });
  if (!space.direct) return err(unauthenticated);
  if (!looksRandom(command.key))
    return err({ code: 'bad-request', errors: [{ pointer: '/Idempotency-Key', detail: goodKeyDetail }] });
  return command.body.subject === undefined ? ok() : err(unnamed);
}

/** Any caller could send the pseudonym of another seeker, and with it learn of a request, or stop one. */
const unnamed: Problem = {
  code: 'unprocessable',
  errors: [{ pointer: '/subject', detail: 'Only a partner may name its user, with its key. Leave the field out.' }],
};

interface Attempt extends Omit<AskCommand, 'space'> {
  readonly tried: number;
  readonly space: Space;
  readonly asker: Asker;
  /** Uses one request of the quota, once for the whole call. */
  readonly spend: () => ReturnType<typeof spendAsk>;
}

type Outcome = Result<{ writes: readonly Write[]; value: { talk: Talk; fresh: boolean } }, Problem>;

async function attempt(ports: Ports, command: Attempt, now: EpochMs): Promise<Outcome> {
  const known = await replayed(ports, command, now);
  if (known !== undefined) return known;
  const open = command.body.notSafeNow ? await openRequest(ports, command, now) : ok(undefined);
  if (!open.ok) return open;
  if (open.value !== undefined) return notSafe(ports, command, open.value, now);
  const judged = await judge(ports, command, now);
  // The same call may have been accepted meanwhile: a seeker is not refused because of their own request.
  if (!judged.ok) return (await replayed(ports, command, now)) ?? judged;
  const touched = await touchRoom(ports, command.space.id, now);
  if (!touched.ok) return touched;
  return create(ports, command, judged.value, now);
}

interface Judged {
  readonly back: ComeBack | undefined;
  /** Volunteers who never get the request, blocked ones first. */
  readonly apart: ReadonlyMap<VolunteerId, Exclusion>;
}

/** Whether the request may be made, and what is known of it by then. */
async function judge(ports: Ports, command: Attempt, now: EpochMs): Promise<Result<Judged, Problem>> {
  const admitted = await admit(ports, command, now);
  if (!admitted.ok) return admitted;
  const known = await comingBack(ports, command, now);
  // A seeker who is not safe is not refused because of an old token: the request begins anew.
  const back = known.ok || !command.body.notSafeNow ? known : ok(undefined);
  if (!back.ok) return back;
  const apart = await apartFrom(ports, command, back.value);
  if (!apart.ok) return apart;
  const served = await mayBeServed(ports, command, apart.value, now);
  const place = served.ok ? await placeFor(ports, command, now) : served;
  if (!place.ok) return place;
  // Last: a request that is refused uses nothing of the quota of those that are made.
  const quota = await command.spend();
  return quota.ok ? ok({ back: back.value, apart: apart.value }) : quota;
}

/** The volunteers who never get the request: those blocked with the subject, and those kept apart from the request that came back. */
async function apartFrom(
  ports: Ports,
  { asker, space }: Attempt,
  back: ComeBack | undefined,
): Promise<Result<Judged['apart'], Problem>> {
  const blocks = await blocksOf(ports, space.id, asker.subject);
  if (!blocks.ok) return blocks;
  const blocked = blocks.value.map(({ volunteer }): Exclusion => ({ volunteer, until: null, block: true }));
  const apart = [...blocked, ...(back?.excludedVolunteers ?? [])];
  return ok(new Map(apart.map((entry) => [entry.volunteer, entry])));
}

/** Whether a volunteer could serve the request. A seeker who is not safe is taken all the same: the case reaches a coordinator. */
async function mayBeServed(
  ports: Ports,
  { body, space }: Attempt,
  apart: Judged['apart'],
  now: EpochMs,
): Promise<Result<void, Problem>> {
  if (body.notSafeNow) return ok();
  const unmet = await unmetBy(ports, space, { wishes: wishesOf(body, space), apart: new Set(apart.keys()) }, now);
  if (!unmet.ok) return unmet;
  return unmet.value.length === 0 ? ok() : err(nobodyCouldServe(unmet.value));
}

/** The request that this key has already created, if any, or why it no longer answers. */
async function replayed(ports: Ports, attempted: Attempt, now: EpochMs): Promise<Outcome | undefined> {
  const { asker, body, space, tried } = attempted;
  const known = await loadTalk(ports, space.id, asker.id, now);
  if (!known.ok) return known.error.code === 'not-found' ? undefined : known;
  // A seeker who is not safe is not refused because of a key: the request of that key gets the case.
  if (known.value.payload !== asker.payload && body.notSafeNow && !isTerminal(known.value.state))
    return notSafe(ports, attempted, known.value, now);
  if (known.value.payload !== asker.payload) return err({ code: 'idempotency-mismatch' });
  return ok({ writes: [], value: { talk: known.value, fresh: tried > 1 } });
}

/** The request of this subject that waits, or that has become a talk. Undefined: there is none. */
async function openRequest(ports: Ports, { asker, space }: Attempt, now: EpochMs): Promise<Result<Talk | undefined, Problem>> {
  if (asker.subject === undefined) return ok(undefined);
  const lock = await load(ports, liveKeys.subject(space.id, asker.subject), subjectRecord);
  if (!lock.ok || lock.value === undefined) return lock.ok ? ok(undefined) : lock;
  const talk = await loadTalk(ports, space.id, lock.value.request, now);
  if (!talk.ok) return talk.error.code === 'not-found' || talk.error.code === 'gone' ? ok(undefined) : talk;
  return ok(isTerminal(talk.value.state) ? undefined : talk.value);
}

/** The answer to a seeker who is not safe and whose request is open: that request, with its case. */
async function notSafe(ports: Ports, { space, tried }: Attempt, talk: Talk, now: EpochMs): Promise<Outcome> {
  const said = await notSafeFrom(ports, { talk, space }, now);
  return said.ok
    ? ok({ ...said.value, value: { talk: said.value.value.talk, fresh: said.value.value.fresh || tried > 1 } })
    : said;
}

/** Whether the space takes this request now. These checks exist to give a helpful answer; the transactions guarantee safety. */
async function admit(ports: Ports, { body, space, asker }: Attempt, now: EpochMs): Promise<Result<void, Problem>> {
  const opening = openingOf(space, now);
  if (!opening.open) return err(closed(opening, now));
  if (!mayMeet(space, asker.partner !== undefined)) return err(closed({ because: 'nowhere-to-meet', opensAt: null }, now));
  if (body.groundRulesVersion !== space.groundRules.version)
    return err({ code: 'stale-ground-rules', members: { groundRules: space.groundRules } });
  // Of a seeker who is not safe, the open request was looked for before. If another call makes one meanwhile, its lock stops this one.
  if (asker.subject !== undefined && !body.notSafeNow) {
    const lock = await load(ports, liveKeys.subject(space.id, asker.subject), subjectRecord);
    if (!lock.ok) return lock;
    if (lock.value !== undefined) return err(alreadyAsking(space.id, lock.value.request));
  }
  return onlyOfferedTerms(body, space);
}

/** Whether there is a place in the queue. It is asked last, so that a request that is refused takes none. */
async function placeFor(ports: Ports, { body, space, caller }: Attempt, now: EpochMs): Promise<Result<void, Problem>> {
  if (body.notSafeNow) return ok();
  const waiting = await waitingCount(ports, space.id);
  if (!waiting.ok) return waiting;
  if (waiting.value >= space.limits.waitingMax) return err({ code: 'space-full', retryAfterSeconds: pollSeconds });
  return takePlace(ports, { caller, space }, { waiting: waiting.value, now });
}

function closed({ because, opensAt }: Pick<Extract<Opening, { open: false }>, 'because' | 'opensAt'>, now: EpochMs): Problem {
  const seconds = opensAt === null ? unknownOpeningSeconds : Math.max(retryAfterSeconds, Math.ceil((opensAt - now) / 1000));
  const members = { closedBecause: because, opensAt: opensAt === null ? null : toIso(opensAt) };
  return { code: 'space-closed', retryAfterSeconds: seconds, members };
}

function alreadyAsking(space: SpaceId, request: RequestId): Problem {
  return { code: 'already-asking', members: { links: linksOf(space, request) } };
}

async function create(ports: Ports, command: Attempt, { back, apart }: Judged, now: EpochMs): Promise<Outcome> {
  const { asker, body, space } = command;
  const same = await sameVolunteer(ports, command, now);
  if (!same.ok) return same;
  const raised = body.notSafeNow ? raisedCase(ports, { space: space.id, id: asker.id }, now) : undefined;
  // Blocks come first: those that the list has no room for are read by the matcher, and the others are known only here.
  const excludedVolunteers = listedExclusions([...apart.values()]);
  const talk: Talk = {
    id: asker.id,
    space: space.id,
    rev: '',
    seq: 1,
    event: 'asked',
    state: 'waiting',
    caller: asker.caller,
    ...(asker.partner === undefined ? {} : { partner: asker.partner }),
    test: asker.test,
    payload: asker.payload,
    ...(asker.subject === undefined ? {} : { subject: asker.subject }),
    need: body.notSafeNow ? 'notSafeNow' : body.urgency,
    criteria: {
      ...wishesOf(body, space),
      ...(body.country === undefined ? {} : { country: body.country }),
      ...(same.value === undefined ? {} : { sameVolunteer: same.value }),
      groundRulesVersion: body.groundRulesVersion,
    },
    ...(body.opening === undefined ? {} : { opening: ports.crypto.seal(body.opening, `opening ${asker.id}`) }),
    createdAt: now,
    askedAt: back?.askedAt ?? now,
    lastSeenAt: now,
    expiresAt: plusSeconds(now, space.limits.unmatchedExpirySeconds),
    offers: [],
    excludedVolunteers,
    previousMatches: [],
    ...(back?.overtaken === undefined ? {} : { overtaken: back.overtaken }),
    ...(back === undefined ? {} : { cameBackFrom: back.from.id }),
    ...(raised === undefined ? {} : { escalation: raised.id }),
    reports: [],
  };
  const writes: Write[] = [talkRecord.put(ports.ids, talk, undefined), ...(raised?.writes ?? [])];
  if (asker.subject !== undefined) {
    writes.push(subjectRecord.put(ports.ids, { rev: '', space: space.id, subject: asker.subject, request: asker.id }, undefined));
  }
  if (back !== undefined)
    writes.push(
      talkRecord.put(
        ports.ids,
        { ...back.from, event: 'came-back', seq: back.from.seq + 1, comeBackUsedBy: asker.id },
        back.from,
      ),
    );
  return ok({ writes, value: { talk, fresh: true } });
}
