/**
 * The reconciler: it runs the match use case itself over every live room, whole, never through the queue. So even if every wake
 * is lost, everything still happens within its bound. Before, it ends what edits have stranded. Then it sweeps what must be forgotten. A room, a live row or a request that
 * fails never stops another.
 */
import type { Problem } from '../../contract/problems.ts';
import { liveIdleSeconds, pageItemsMax, reconcileParallel } from '../../domain/limits.ts';
import type { SpaceId } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import { plusSeconds, type EpochMs } from '../../domain/time.ts';
import type { Item, Ports } from '../../ports.ts';
import { apart } from '../store/bugs.ts';
import { load, pages } from '../store/transact.ts';
import { homeKeys, liveRoomsPk, spaceOfRoom } from '../store/keys.ts';
import { spaceRecord } from '../store/home-records.ts';
import { liveRoomRecord, type LiveRoom } from '../store/live-records.ts';
import { readOne } from '../store/unreadable.ts';
import { inParallel } from '../store/in-parallel.ts';
import { endAllStranded } from '../talk-requests/end-stranded.ts';
import { sweep } from '../talk-requests/sweep.ts';
import { matchRoom, nothingRead, type MatchRun } from './match-room.ts';

export interface Reconciled {
  readonly rooms: number;
  readonly failed: number;
  readonly offers: number;
  readonly applied: number;
  /** Requests ended that an edit had stranded. */
  readonly stranded: number;
  readonly swept: number;
  /** Requests whose time is over and that could not be erased. */
  readonly unswept: number;
  /** False if the time was over before every room was processed. The next run starts with other rooms. */
  readonly complete: boolean;
}

interface Options {
  readonly mayGoOn: () => boolean;
  readonly clock: () => EpochMs;
}

/** A live room, and its row, or the item whose row cannot be read. The key alone says which room it is. */
interface Live {
  readonly room: string;
  readonly space: SpaceId;
  readonly row: LiveRoom | undefined;
  readonly item: Item;
}

/** One run, within its time. A room that fails does not stop another. 503 only if the list of rooms or of edits cannot be read. */
export async function reconcile(ports: Ports, options: Options): Promise<Result<Reconciled, Problem>> {
  const stranded = await endAllStranded(ports, options);
  const rooms = await liveRooms(ports, options.clock());
  if (!rooms.ok) return rooms;
  let [seen, failed, offers, applied] = [0, 0, 0, 0];
  await inParallel(rooms.value, reconcileParallel, async (live) => {
    if (!options.mayGoOn()) return;
    seen += 1;
    const run = await apart(ports, 'reconciler', () => reconcileRoom(ports, live, options));
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
  if (!stranded.ok) return stranded;
  const complete = seen === rooms.value.length;
  return ok({ rooms: seen, failed, offers, applied, stranded: stranded.value, ...swept.value, complete });
}

/** The live rooms, rotated by the minute, so that a run that is cut short does not always leave out the same rooms. */
async function liveRooms(ports: Ports, now: EpochMs): Promise<Result<readonly Live[], Problem>> {
  const rooms: Live[] = [];
  for await (const page of pages(ports, { table: 'live', pk: liveRoomsPk, limit: pageItemsMax })) {
    if (!page.ok) return page;
    rooms.push(...page.value.items.flatMap((item) => liveOf(ports, item)));
  }
  const from = rooms.length === 0 ? 0 : Math.floor(now / 60_000) % rooms.length;
  return ok([...rooms.slice(from), ...rooms.slice(0, from)]);
}

function liveOf(ports: Ports, item: Item): readonly Live[] {
  const row = readOne(ports, liveRoomRecord, item);
  const space = spaceOfRoom(item.key.sk);
  return space === undefined ? [] : [{ room: item.key.sk, space, row: row.ok ? row.value : undefined, item }];
}

async function reconcileRoom(ports: Ports, live: Live, { mayGoOn, clock }: Options): Promise<Result<MatchRun, Problem>> {
  const now = clock();
  const space = await load(ports, homeKeys.space(live.space), spaceRecord);
  if (!space.ok) return space;
  if (space.value === undefined) return ok(nothingRead);
  const run = await matchRoom(ports, { space: space.value, whole: true, mayGoOn }, now);
  if (live.row === undefined) await renewRow(ports, live, now);
  else if (run.ok && isLeft(live.row, run.value, now)) await ports.store.commit([liveRoomRecord.remove(live.row)]);
  return run;
}

/**
 * Whether the room has long been untouched and nothing is in it. That is known only if all of it was read: a run whose time was over
 * has seen nothing, and an item that cannot be read still waits there.
 */
function isLeft({ touchedAt }: LiveRoom, run: MatchRun, now: EpochMs): boolean {
  if (touchedAt > plusSeconds(now, -liveIdleSeconds)) return false;
  return run.whole && run.waiting + run.seats + run.talking + run.unreadable === 0;
}

/** Writes a row that cannot be read anew, so that the room gets its timers again. */
async function renewRow(ports: Ports, { room, space, item }: Live, now: EpochMs): Promise<void> {
  await ports.store.commit([liveRoomRecord.replace(ports.ids, { rev: '', room, space, touchedAt: now }, item)]);
}
