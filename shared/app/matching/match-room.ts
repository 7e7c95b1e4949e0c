/**
 * The match use case: settle what is due, plan, commit. The matcher runs it on every wake, the reconciler every minute;
 * any number of them on one room at once are safe, since only conditional commits decide.
 */
import type { Problem } from '../../contract/problems.ts';
import { localDate } from '../../domain/hours/wall-clock.ts';
import { commitsParallel, planRoundsMax, roomPagesMax } from '../../domain/limits.ts';
import { readToTheEdge } from '../../domain/policy/order.ts';
import { nextDue, overdue } from '../../domain/policy/overdue.ts';
import { planMatches } from '../../domain/policy/plan-matches.ts';
import type { MatchPlan, PlannedOffer } from '../../domain/policy/plan.ts';
import { err, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Space } from '../../domain/space.ts';
import { avoidUntil } from '../../domain/transitions/offer.ts';
import { earliest } from '../../domain/time.ts';
import type { EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { roomOf } from '../records/keys.ts';
import { unavailable } from '../decide.ts';
import { commitOffer } from './commit-offer.ts';
import { alsoContested, asStored, nothingContested } from './contested.ts';
import type { Contested } from './contested.ts';
import { inParallel } from './in-parallel.ts';
import { readRoom, readWholeRoom } from './read-room.ts';
import type { RoomView } from './read-room.ts';
import { settle } from './settle.ts';
import { setTimer } from './timer.ts';

export interface MatchRun {
  readonly offers: number;
  readonly settled: number;
  /** Plans whose commit lost a race: normal, counted. */
  readonly lost: number;
  readonly waiting: number;
  readonly seats: number;
  readonly talking: number;
}

export interface MatchCommand {
  readonly space: Space;
  /** Read the room whole, as the reconciler does, or what stands in front, as the matcher does. */
  readonly whole: boolean;
  /** False once the time given to this run is over; asked between rounds. */
  readonly mayGoOn: () => boolean;
}

/** Runs until nothing is left to commit, the rounds are used up, or the time is. 503 only where the store is unavailable. */
export async function matchRoom(ports: Ports, command: MatchCommand, now: EpochMs): Promise<Result<MatchRun, Problem>> {
  const { space } = command;
  const room = roomOf(space.id);
  let run: MatchRun = { offers: 0, settled: 0, lost: 0, waiting: 0, seats: 0, talking: 0 };
  let blocked: readonly PlannedOffer[] = [];
  let contested = nothingContested;
  let depth = 1;
  for (let round = 1; round <= planRoundsMax && command.mayGoOn(); round += 1) {
    const view = await look(ports, command, { depth, contested });
    if (!view.ok) return view;
    const settled = await settleAll(ports, space, view.value, now);
    if (!settled.ok) return settled;
    run = {
      ...run,
      settled: run.settled + settled.value,
      waiting: view.value.waiting.length,
      seats: view.value.seats.length,
      talking: view.value.talking.length,
    };
    if (settled.value > 0) continue;
    const plan = planRoom(space, view.value, blocked, now);
    const committed = await commitInOrder(ports, space, view.value, plan, now);
    run = { ...run, offers: run.offers + committed.offers, lost: run.lost + (committed.lost === undefined ? 0 : 1) };
    if (committed.lost !== undefined) {
      if (committed.lost.kind === 'unavailable') return err(unavailable);
      if (committed.lost.kind === 'blocked') blocked = [...blocked, committed.lost.planned];
      contested = alsoContested(contested, committed.lost.planned);
    } else if (committed.offers === 0) {
      if (!couldLieDeeper(view.value, plan) || depth >= roomPagesMax) {
        const due = earliest(plan.nextDueAt, nextDue(view.value.waiting));
        if (due !== undefined) await setTimer(ports, room, due, now);
        return ok(run);
      }
      depth *= 2;
    }
  }
  await setTimer(ports, room, now, now);
  return ok(run);
}

async function look(
  ports: Ports,
  { space, whole }: MatchCommand,
  at: { readonly depth: number; readonly contested: Contested },
): Promise<Result<RoomView, Problem>> {
  const room = roomOf(space.id);
  const view = whole ? await readWholeRoom(ports, room) : await readRoom(ports, room, at.depth);
  return view.ok ? asStored(ports, space.id, view.value, at.contested) : view;
}

/** Whether somebody further back could fit: free seats and waiting requests are left over, and not all was read. */
function couldLieDeeper(view: RoomView, plan: MatchPlan): boolean {
  return (
    !view.whole && plan.unmatched.length > 0 && view.seats.some((seat) => seat.talks.length + seat.offers.length < seat.capacity)
  );
}

async function settleAll(ports: Ports, space: Space, view: RoomView, now: EpochMs): Promise<Result<number, Problem>> {
  const due = overdue([...view.waiting, ...view.talking], view.seats, now);
  let settled = 0;
  for (const done of await inParallel(due, commitsParallel, (one) => settle(ports, space, one, now))) {
    if (!done.ok) return done;
    if (done.value) settled += 1;
  }
  return ok(settled);
}

/** Plans over what can pass nobody who was not read, with the pairs that proved blocked left out. */
function planRoom(space: Space, view: RoomView, blocked: readonly PlannedOffer[], now: EpochMs): MatchPlan {
  const { stillThereSeconds } = space.limits;
  const times = { promotionSeconds: space.policy.promotionSeconds, stillThereSeconds };
  const talks = readToTheEdge(view.waiting, view.edges, times, now).map((talk) => {
    const never = blocked.filter((pair) => pair.request === talk.id);
    return never.reduce((seen, pair) => ({ ...seen, avoid: avoidUntil(seen, pair.volunteer, null, now) }), talk);
  });
  const snapshot = {
    talks,
    seats: view.seats,
    stillThereSeconds,
    date: localDate(space.timeZone, now),
  };
  return planMatches(snapshot, space.policy, now);
}

interface Committed {
  readonly offers: number;
  /** The first planned offer that could not be committed: the rest of the plan is void. */
  readonly lost?: { readonly planned: PlannedOffer; readonly kind: 'lost' | 'blocked' | 'refused' | 'unknown' | 'unavailable' };
}

/**
 * One after the other, first in need first; the first that fails ends the round. Were later ones committed all the same,
 * one of them could take the volunteer the failed one should have had next (invariant 7).
 */
async function commitInOrder(ports: Ports, space: Space, view: RoomView, plan: MatchPlan, now: EpochMs): Promise<Committed> {
  const talks = new Map(view.waiting.map((talk) => [talk.id, talk]));
  const seats = new Map(view.seats.map((seat) => [seat.volunteer, seat]));
  const date = localDate(space.timeZone, now);
  let offers = 0;
  for (const planned of plan.offers) {
    const talk = talks.get(planned.request);
    const seat = seats.get(planned.volunteer);
    if (talk === undefined || seat === undefined) throw new Error('a plan names only what it was shown');
    const outcome = await commitOffer(ports, space, { pair: { talk, seat }, reasons: planned.reasons, date }, now);
    ports.log.write({
      code: 'offer-planned',
      fields: {
        space: space.id,
        request: talk.id,
        volunteer: seat.volunteer,
        outcome: outcome.kind,
        reasons: planned.reasons.join(' '),
      },
    });
    if (outcome.kind !== 'committed') return { offers, lost: { planned, kind: outcome.kind } };
    offers += 1;
  }
  return { offers };
}
