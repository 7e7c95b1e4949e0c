/**
 * The reconciler: it runs the match use case itself over every live room, whole, never through the queue. So even if every wake
 * is lost, everything still happens within its bound. Then it sweeps what must be forgotten.
 */
import type { Problem } from '../../contract/problems.ts';
import { liveIdleSeconds, pageItemsMax, reconcileParallel } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { load, pages } from '../store/transact.ts';
import { homeKeys, liveRoomsPk } from '../store/keys.ts';
import { spaceRecord } from '../store/home-records.ts';
import { liveRoomRecord, type LiveRoom } from '../store/live-records.ts';
import { inParallel } from '../store/in-parallel.ts';
import { sweep } from '../talk-requests/sweep.ts';
import { matchRoom, type MatchRun } from './match-room.ts';

export interface Reconciled {
  readonly rooms: number;
  readonly failed: number;
  readonly offers: number;
  readonly applied: number;
  readonly swept: number;
  /** False if the time was over before every room was processed. The next run starts with other rooms. */
  readonly complete: boolean;
}

/** One run, within its time. A room that fails does not stop another. */
export async function reconcile(
  ports: Ports,
  options: { readonly mayGoOn: () => boolean; readonly clock: () => EpochMs },
): Promise<Result<Reconciled, Problem>> {
  const rooms = await liveRooms(ports, options.clock());
  if (!rooms.ok) return rooms;
  let [seen, failed, offers, applied] = [0, 0, 0, 0];
  await inParallel(rooms.value, reconcileParallel, async (live) => {
    if (!options.mayGoOn()) return;
    seen += 1;
    const run = await reconcileRoom(ports, live, options);
    if (!run.ok) {
      failed += 1;
      ports.log.write({ code: 'room-failed', fields: { room: live.room } });
      return;
    }
    offers += run.value.offers;
    applied += run.value.applied;
  });
  const swept = await sweep(ports, options);
  if (!swept.ok) return swept;
  return ok({ rooms: seen, failed, offers, applied, swept: swept.value, complete: seen === rooms.value.length });
}

/** The live rooms, rotated by the minute, so that a run that is cut short does not always leave out the same rooms. */
async function liveRooms(ports: Ports, now: EpochMs): Promise<Result<readonly LiveRoom[], Problem>> {
  const rooms: LiveRoom[] = [];
  for await (const page of pages(ports, { table: 'live', pk: liveRoomsPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    rooms.push(...page.value.items.map((item) => liveRoomRecord.read(item)));
  }
  const from = rooms.length === 0 ? 0 : Math.floor(now / 60_000) % rooms.length;
  return ok([...rooms.slice(from), ...rooms.slice(0, from)]);
}

async function reconcileRoom(
  ports: Ports,
  live: LiveRoom,
  { mayGoOn, clock }: { readonly mayGoOn: () => boolean; readonly clock: () => EpochMs },
): Promise<Result<MatchRun, Problem>> {
  const now = clock();
  const space = await load(ports, homeKeys.space(live.space), spaceRecord);
  if (!space.ok) return space;
  if (space.value === undefined) return ok({ offers: 0, applied: 0, lost: 0, waiting: 0, seats: 0, talking: 0, calledOut: 0 });
  const run = await matchRoom(ports, { space: space.value, whole: true, mayGoOn }, now);
  const idle = live.touchedAt <= plusSeconds(now, -liveIdleSeconds);
  if (run.ok && idle && run.value.waiting + run.value.seats + run.value.talking === 0) {
    await ports.store.commit([liveRoomRecord.remove(live)]);
  }
  return run;
}
