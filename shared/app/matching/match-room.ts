/**
 * The match use case: settle what is due, plan, commit. The matcher runs it on every wake, the reconciler every minute. Any
 * number of runs on one room at once are safe, because only conditional commits decide.
 */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import { commitsParallel, planRoundsMax, roomPagesMax } from '../../domain/limits.ts';
import { nextDue, overdue } from '../../domain/policy/timing/overdue.ts';
import { planMatches } from '../../domain/policy/plan-matches.ts';
import type { MatchPlan, PlannedOffer } from '../../domain/policy/plan.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { placesOf, taken } from '../../domain/seat.ts';
import type { Space } from '../../domain/space.ts';
import { earliest } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { roomOf } from '../store/keys.ts';
import { demandFor } from './demand-for.ts';
import { unavailable } from '../store/transact.ts';
import { commitOffer } from './commit-offer.ts';
import { alsoContested, asStored, contestedBy, nothingContested } from './reread.ts';
import type { Contested } from './reread.ts';
import { inParallel } from '../store/in-parallel.ts';
import { nobodyPaged, pageOffShift } from './call-out.ts';
import { readRoom, readWholeRoom } from './read-room.ts';
import type { RoomView } from './read-room.ts';
import { settle } from './apply-due.ts';
import { snapshotOf } from './snapshot.ts';
import { setTimer } from './timer.ts';

export interface MatchRun {
  readonly offers: number;
  readonly settled: number;
  /** Plans whose commit lost a race. That is normal, and counted. */
  readonly lost: number;
  readonly waiting: number;
  readonly seats: number;
  readonly talking: number;
  /** Volunteers who are off and were called out. */
  readonly paged: number;
}

export interface MatchCommand {
  readonly space: Space;
  /** True: read the whole room, as the reconciler does. False: read its front, as the matcher does. */
  readonly whole: boolean;
  /** False once the time of this run is over. Checked between rounds. */
  readonly mayGoOn: () => boolean;
}

/** Runs until nothing is left to commit, or the rounds or the time are used up. 503 only if the store is unavailable. */
export async function matchRoom(ports: Ports, command: MatchCommand, now: EpochMs): Promise<Result<MatchRun, Problem>> {
  const { space } = command;
  const room = roomOf(space.id);
  let run: MatchRun = { offers: 0, settled: 0, lost: 0, waiting: 0, seats: 0, talking: 0, paged: 0 };
  let blocked: readonly PlannedOffer[] = [];
  let contested = nothingContested;
  let depth = 1;
  for (let round = 1; round <= planRoundsMax && command.mayGoOn(); round += 1) {
    const looked = await look(ports, command, { depth, contested }, now);
    if (!looked.ok) return looked;
    const { view, settled } = looked.value;
    run = {
      ...run,
      settled: run.settled + settled,
      waiting: view.waiting.length,
      seats: view.seats.length,
      talking: view.talking.length,
    };
    const known = { blocked, demand: await demandFor(ports, space, view, now) };
    const snapshot = snapshotOf(space, view, known, now);
    const plan = planMatches(snapshot, space.policy, now);
    const committed = await commitInOrder(ports, space, view, plan, now);
    run = { ...run, offers: run.offers + committed.offers.length, lost: run.lost + (committed.lost === undefined ? 0 : 1) };
    contested = alsoContested(looked.value.contested, contestedBy(committed.offers));
    if (committed.lost !== undefined) {
      if (committed.lost.kind === 'unavailable') return err(unavailable);
      if (committed.lost.kind === 'blocked') blocked = [...blocked, committed.lost.planned];
      contested = alsoContested(contested, contestedBy([committed.lost.planned]));
    } else if (committed.offers.length === 0) {
      if (!couldLieDeeper(view, plan) || depth >= roomPagesMax) {
        const due = earliest(plan.nextDueAt, nextDue(view.waiting));
        if (due !== undefined) await setTimer(ports, room, due, now);
        // Only if everything was read: a volunteer who could serve may be in the part that was not read.
        const isSure = view.whole && command.mayGoOn();
        const pages = isSure ? await pageOffShift(ports, space, { waiting: view.waiting, snapshot }, now) : ok(nobodyPaged);
        if (!pages.ok) return pages;
        const { paged, lost } = pages.value;
        run = { ...run, paged: run.paged + paged, lost: run.lost + lost.requests.size };
        if (lost.requests.size === 0) return ok(run);
        contested = alsoContested(contested, lost);
      } else depth *= 2;
    }
  }
  await setTimer(ports, room, now, now);
  return ok(run);
}

interface Looked {
  /** The room after everything due in it was settled. */
  readonly view: RoomView;
  readonly settled: number;
  readonly contested: Contested;
}

/** Reads the room, settles what is due in it, and rereads from the table what the index may show wrongly. */
async function look(
  ports: Ports,
  { space, whole }: MatchCommand,
  at: { readonly depth: number; readonly contested: Contested },
  now: EpochMs,
): Promise<Result<Looked, Problem>> {
  const room = roomOf(space.id);
  const seen = whole ? await readWholeRoom(ports, room) : await readRoom(ports, room, at.depth);
  if (!seen.ok) return seen;
  const due = await settleAll(ports, space, seen.value, now);
  if (!due.ok) return due;
  const contested = alsoContested(at.contested, due.value.about);
  const view = await asStored(ports, space.id, seen.value, contested);
  return view.ok ? ok({ view: view.value, settled: due.value.settled, contested }) : view;
}

/**
 * Whether a volunteer or request further back could fit: free seats and waiting requests are left over, and not everything was
 * read.
 */
function couldLieDeeper(view: RoomView, plan: MatchPlan): boolean {
  return !view.whole && plan.unmatched.length > 0 && view.seats.some((seat) => taken(seat) < placesOf(seat));
}

async function settleAll(
  ports: Ports,
  space: Space,
  view: RoomView,
  now: EpochMs,
): Promise<Result<{ readonly settled: number; readonly about: Contested }, Problem>> {
  const due = overdue([...view.waiting, ...view.talking], view.seats, now);
  let settled = 0;
  let about = nothingContested;
  for (const done of await inParallel(due, commitsParallel, (one) => settle(ports, space, one, now))) {
    if (!done.ok) return done;
    about = alsoContested(about, done.value.about);
    if (done.value.changed) settled += 1;
  }
  return ok({ settled, about });
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
  const date = localDate(space.timeZone, now);
  const offers: PlannedOffer[] = [];
  for (const planned of plan.offers) {
    const talk = shown(talks, planned.request);
    const seat = shown(seats, planned.volunteer);
    const passes = (planned.passes ?? []).map((id) => shown(talks, id));
    const outcome = await commitOffer(ports, space, { pair: { talk, seat }, reasons: planned.reasons, passes, date }, now);
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
