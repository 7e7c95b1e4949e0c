/** Reads a room from its index, in the order the matcher needs, in bounded pages. It is a view and may lag. */
import type { Problem } from '../../contract/problems.ts';
import { roomItemsMax, roomPage, roomPagesMax, roomWholePage } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Talk } from '../../domain/talk.ts';
import { needs } from '../../domain/vocabulary.ts';
import type { Ports } from '../../ports.ts';
import type { Elsewhere } from '../store/elsewhere.ts';
import { pages } from '../store/transact.ts';
import { readable, type Reader } from '../store/unreadable.ts';
import { roomIndex } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';

export interface RoomView {
  readonly waiting: readonly Talk[];
  readonly talking: readonly Talk[];
  readonly seats: readonly Seat[];
  /** The last request read of each need class that has more requests behind it. */
  readonly edges: readonly Talk[];
  /** The seats that these volunteers have in other spaces. Absent: not read. */
  readonly elsewhere?: Elsewhere;
  /** Whether everything in the room was read. */
  readonly whole: boolean;
  /** Items in the room that cannot be read. They are set aside: the rest of the room is matched as if they were not there. */
  readonly unreadable: number;
}

interface Read<T> {
  readonly items: readonly T[];
  /** The last item of each prefix that has more items behind it. */
  readonly edges: readonly T[];
  readonly whole: boolean;
  readonly unreadable: number;
}

interface Bound {
  readonly page: number;
  readonly items: number;
}

/** What one read of a room reads. */
interface Wanted<T> {
  readonly room: string;
  readonly record: Reader<T>;
  readonly bound: Bound;
}

/** Items that cannot be read do not count towards the bound: they must not hide those behind them. */
async function readPrefix<T>(
  ports: Ports,
  { room, record, bound }: Wanted<T>,
  prefix: string,
): Promise<Result<Read<T>, Problem>> {
  const items: T[] = [];
  let whole = true;
  let unreadable = 0;
  const wanted = { table: 'live', index: 'room', pk: roomIndex.pk(room), prefix, limit: bound.page } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    const read = readable(ports, record, page.value.items);
    items.push(...read);
    unreadable += page.value.items.length - read.length;
    whole = page.value.next === undefined;
    if (items.length >= bound.items) break;
  }
  return ok({ items, edges: whole ? [] : items.slice(-1), whole, unreadable });
}

async function readPrefixes<T>(ports: Ports, wanted: Wanted<T>, prefixes: readonly string[]): Promise<Result<Read<T>, Problem>> {
  const reads = await Promise.all(prefixes.map((prefix) => readPrefix(ports, wanted, prefix)));
  const items: T[] = [];
  const edges: T[] = [];
  let whole = true;
  let unreadable = 0;
  for (const read of reads) {
    if (!read.ok) return read;
    items.push(...read.value.items);
    edges.push(...read.value.edges);
    whole &&= read.value.whole;
    unreadable += read.value.unreadable;
  }
  return ok({ items, edges, whole, unreadable });
}

const seatPrefixes = [roomIndex.freePrefix, roomIndex.fullPrefix];

/**
 * The first requests of each need class, and the first seats. `depth` (from 1) reads that many times as far, for the case that
 * none of those in front fit each other.
 */
export async function readRoom(ports: Ports, room: string, depth: number): Promise<Result<RoomView, Problem>> {
  const bound = { page: roomPage, items: roomPage * Math.min(depth, roomPagesMax) };
  const classes = needs.map((_need, needClass) => roomIndex.waitingPrefix(needClass));
  const [waiting, seats] = await Promise.all([
    readPrefixes(ports, { room, record: talkRecord, bound }, classes),
    readPrefixes(ports, { room, record: seatRecord, bound }, seatPrefixes),
  ]);
  if (!waiting.ok) return waiting;
  if (!seats.ok) return seats;
  return ok({
    waiting: waiting.value.items,
    talking: [],
    seats: seats.value.items,
    edges: waiting.value.edges,
    whole: waiting.value.whole && seats.value.whole,
    unreadable: waiting.value.unreadable + seats.value.unreadable,
  });
}

/** The first requests of each need class, without the seats. */
export async function readWaiting(ports: Ports, room: string): Promise<Result<readonly Talk[], Problem>> {
  const prefixes = needs.map((_need, needClass) => roomIndex.waitingPrefix(needClass));
  const bound = { page: roomPage, items: roomPage };
  const waiting = await readPrefixes(ports, { room, record: talkRecord, bound }, prefixes);
  return waiting.ok ? ok(waiting.value.items) : waiting;
}

/** Everything in the room, open talks included, up to `roomItemsMax` of each kind. The reconciler reads this. */
export async function readWholeRoom(ports: Ports, room: string): Promise<Result<RoomView, Problem>> {
  const bound = { page: roomWholePage, items: roomItemsMax };
  const [waiting, talking, seats] = await Promise.all([
    readPrefixes(ports, { room, record: talkRecord, bound }, ['W#']),
    readPrefixes(ports, { room, record: talkRecord, bound }, [roomIndex.talkingPrefix]),
    readPrefixes(ports, { room, record: seatRecord, bound }, seatPrefixes),
  ]);
  if (!waiting.ok) return waiting;
  if (!talking.ok) return talking;
  if (!seats.ok) return seats;
  const all = [waiting.value, talking.value, seats.value];
  return ok({
    waiting: waiting.value.items,
    talking: talking.value.items,
    seats: seats.value.items,
    edges: waiting.value.edges,
    whole: all.every(({ whole }) => whole),
    unreadable: all.reduce((sum, { unreadable }) => sum + unreadable, 0),
  });
}
