/**
 * The match use case: apply the due transitions, plan, commit. The matcher runs it on every wake, the reconciler every minute. Any
 * number of runs on one room at once are safe, because only conditional commits decide.
 */
import type { Problem } from '../../contract/problems.ts';
import { commitsParallel, planRoundsMax, roomPagesMax } from '../../domain/limits.ts';
import { nextDeadline, overdue } from '../../domain/policy/timing/overdue.ts';
import { closingFrom, isClosedAt } from '../../domain/opening.ts';
import { planMatches } from '../../domain/policy/plan-matches.ts';
import type { MatchPlan, PlannedOffer } from '../../domain/policy/plan.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { capacityOf, isBehind, taken } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { earliest, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { roomOf } from '../store/keys.ts';
import { demandFor } from './demand-for.ts';
import { unavailable } from '../store/transact.ts';
import { commitOffer } from './commit-offer.ts';
import { unionOf, reread, touchedBy, nothingTouched, type Touched } from './reread.ts';
import { loadElsewhere } from '../store/elsewhere.ts';
import { inParallel } from '../store/in-parallel.ts';
import { refreshSeat } from '../store/refresh-seat.ts';
import { noCallouts, callOut } from './call-out.ts';
import { readRoom, readWholeRoom, type RoomView } from './read-room.ts';
import { applyDue } from './apply-due.ts';
import { freeStrays } from './free-strays.ts';
import { snapshotOf } from './snapshot.ts';
import { listBlock, unlistedBlocks } from './unlisted-blocks.ts';
import { setTimer } from './timer.ts';

export interface MatchRun {
  readonly offers: number;
  readonly applied: number;
  /** Plans whose commit lost a race. That is normal, and counted. */
  readonly lost: number;
  readonly waiting: number;
  readonly seats: number;
  readonly talking: number;
  /** Volunteers who are off and were called out. */
  readonly calledOut: number;
  /** Items of the room that cannot be read and were set aside. */
  readonly unreadable: number;
  /** Whether everything in the room was read. False also for a run whose time was over before it read anything. */
  readonly whole: boolean;
}

/** A run that has read nothing. */
export const nothingRead: MatchRun = {
  offers: 0,
  applied: 0,
  lost: 0,
  waiting: 0,
  seats: 0,
  talking: 0,
  calledOut: 0,
  unreadable: 0,
  whole: false,
};

export interface MatchCommand {
  readonly space: Space;
  /** True: read the whole room, as the reconciler does. False: read its front, as the matcher does. */
  readonly whole: boolean;
  /** False once the time of this run is over. Checked between rounds, and before each seat that is given new facts. */
  readonly mayGoOn: () => boolean;
}

/** Runs until nothing is left to commit, or the rounds or the time are used up. 503 only if the store is unavailable. */
export async function matchRoom(ports: Ports, command: MatchCommand, now: EpochMs): Promise<Result<MatchRun, Problem>> {
  const { space } = command;
  const room = roomOf(space.id);
  let run = nothingRead;
  let blocked: readonly PlannedOffer[] = [];
  let touched = nothingTouched;
  let depth = 1;
  for (let round = 1; round <= planRoundsMax && command.mayGoOn(); round += 1) {
    const read = await readAndApplyDue(ports, command, { depth, touched }, now);
    if (!read.ok) return read;
    const { view, applied } = read.value;
    run = {
      ...run,
      applied: run.applied + applied,
      waiting: view.waiting.length,
      seats: view.seats.length,
      talking: view.talking.length,
      unreadable: view.unreadable,
      whole: view.whole,
    };
    const free = view.seats.filter((seat) => taken(seat) < capacityOf(seat)).map(({ volunteer }) => volunteer);
    const unlisted = await unlistedBlocks(ports, view.waiting, free, now);
    if (!unlisted.ok) return unlisted;
    const known = { blocked: [...blocked, ...unlisted.value], demand: await demandFor(ports, space, view, now) };
    const snapshot = snapshotOf(space, view, known, now);
    const plan = planMatches(snapshot, space.policy, now);
    const committed = await commitInOrder(ports, space, view, plan, now);
    run = { ...run, offers: run.offers + committed.offers.length, lost: run.lost + (committed.lost === undefined ? 0 : 1) };
    touched = unionOf(read.value.touched, touchedBy(committed.offers));
    if (committed.lost !== undefined) {
      if (committed.lost.kind === 'unavailable') return err(unavailable);
      if (committed.lost.kind === 'blocked') {
        await listBlock(ports, space.id, committed.lost.planned, now);
        blocked = [...blocked, committed.lost.planned];
      }
      touched = unionOf(touched, touchedBy([committed.lost.planned]));
    } else if (committed.offers.length === 0) {
      if (!couldLieDeeper(view, plan) || depth >= roomPagesMax) {
        const due = earliest(plan.nextDueAt, nextDeadline(view.waiting, closingFrom(space, now)));
        if (due !== undefined) await setTimer(ports, room, due, now);
        // Only if everything was read: a volunteer who could serve may be in the part that was not read.
        const isSure = view.whole && command.mayGoOn();
        const callouts = isSure ? await callOut(ports, space, { waiting: view.waiting, snapshot }, now) : ok(noCallouts);
        if (!callouts.ok) return callouts;
        const { calledOut, lost } = callouts.value;
        run = { ...run, calledOut: run.calledOut + calledOut, lost: run.lost + lost.requests.size };
        if (lost.requests.size === 0) return ok(run);
        touched = unionOf(touched, lost);
      } else depth *= 2;
    }
  }
  await setTimer(ports, room, now, now);
  return ok(run);
}

interface RoomRead {
  /** The room after every due transition in it was applied. */
  readonly view: RoomView;
  readonly applied: number;
  readonly touched: Touched;
}

/** Reads the room, applies the due transitions in it, and rereads from the table what the index may show wrongly. */
async function readAndApplyDue(
  ports: Ports,
  { space, whole, mayGoOn }: MatchCommand,
  at: { readonly depth: number; readonly touched: Touched },
  now: EpochMs,
): Promise<Result<RoomRead, Problem>> {
  const room = roomOf(space.id);
  const seen = whole ? await readWholeRoom(ports, room) : await readRoom(ports, room, at.depth);
  if (!seen.ok) return seen;
  const due = await applyAllDue(ports, { space, whole }, seen.value, now);
  if (!due.ok) return due;
  const refreshed = await refreshBehind(ports, { space, mayGoOn }, seen.value, now);
  const touched = unionOf(unionOf(at.touched, due.value.about), refreshed);
  const view = await reread(ports, space.id, seen.value, touched);
  if (!view.ok) return view;
  const elsewhere = await loadElsewhere(ports, view.value.seats);
  if (!elsewhere.ok) return elsewhere;
  return ok({ view: { ...view.value, elsewhere: elsewhere.value }, applied: due.value.applied, touched });
}

/** Gives seats that are behind the rules of the space new facts. What it cannot write now, the next run writes. Returns what it wrote. */
async function refreshBehind(
  ports: Ports,
  { space, mayGoOn }: Pick<MatchCommand, 'space' | 'mayGoOn'>,
  { seats }: RoomView,
  now: EpochMs,
): Promise<Touched> {
  const behind = seats.filter((seat) => isBehind(seat, space)).map(({ volunteer }) => volunteer);
  const done = await inParallel(behind, commitsParallel, async (volunteer) => {
    const fresh = mayGoOn() ? await refreshSeat(ports, { space: space.id, volunteer }, now) : ok([]);
    return fresh.ok ? fresh.value : [];
  });
  return { requests: new Set(done.flat().map(({ id }) => id)), volunteers: new Set(behind) };
}

/**
 * Whether a volunteer or request further back could fit: free seats and waiting requests are left over, and not everything was
 * read.
 */
function couldLieDeeper(view: RoomView, plan: MatchPlan): boolean {
  return !view.whole && plan.unmatched.length > 0 && view.seats.some((seat) => taken(seat) < capacityOf(seat));
}

async function applyAllDue(
  ports: Ports,
  { space, whole }: Pick<MatchCommand, 'space' | 'whole'>,
  view: RoomView,
  now: EpochMs,
): Promise<Result<{ readonly applied: number; readonly about: Touched }, Problem>> {
  const talks = [...view.waiting, ...view.talking];
  const due = overdue({ talks, seats: view.seats, closed: isClosedAt(space, now) }, now);
  let applied = 0;
  let about = nothingTouched;
  for (const done of await inParallel(due, commitsParallel, (one) => applyDue(ports, space, one, now))) {
    if (!done.ok) return done;
    about = unionOf(about, done.value.about);
    if (done.value.changed) applied += 1;
  }
  const freed = whole ? await freeStrays(ports, space, view, now) : ok(nothingTouched);
  return freed.ok ? ok({ applied, about: unionOf(about, freed.value) }) : freed;
}

interface Committed {
  readonly offers: readonly PlannedOffer[];
  /** The first planned offer that could not be committed. The rest of the plan is void. */
  readonly lost?: { readonly planned: PlannedOffer; readonly kind: 'lost' | 'blocked' | 'refused' | 'unknown' | 'unavailable' };
}

/**
 * Commits one offer after the other, the first in need first. The first failure ends the round. If later offers were still
 * committed, one of them could take the volunteer that the failed one should get next (invariant 7).
 */
async function commitInOrder(ports: Ports, space: Space, view: RoomView, plan: MatchPlan, now: EpochMs): Promise<Committed> {
  const talks = new Map(view.waiting.map((talk) => [talk.id, talk]));
  const seats = new Map(view.seats.map((seat) => [seat.volunteer, seat]));
  const offers: PlannedOffer[] = [];
  for (const planned of plan.offers) {
    const talk = shown(talks, planned.request);
    const seat = shown(seats, planned.volunteer);
    const passes = (planned.passes ?? []).map((id) => shown(talks, id));
    const elsewhere = view.elsewhere?.get(seat.volunteer) ?? [];
    const outcome = await commitOffer(ports, space, { pair: { talk, seat }, reasons: planned.reasons, passes, elsewhere }, now);
    ports.log.write({
      code: 'offer-planned',
      fields: {
        space: space.id,
        request: talk.id,
        volunteer: seat.volunteer,
        outcome: outcome.kind,
        reasons: planned.reasons.join(' '),
        passes: passes.length,
      },
    });
    if (outcome.kind !== 'committed') return { offers, lost: { planned, kind: outcome.kind } };
    offers.push(planned);
    // A request that was overtaken may be overtaken again by a later offer of this plan.
    for (const passed of outcome.passed) talks.set(passed.id, passed);
  }
  return { offers };
}

function shown<K, T>(known: ReadonlyMap<K, T>, id: K): T {
  const one = known.get(id);
  if (one === undefined) throw new Error('a plan may only name what is in its snapshot');
  return one;
}
