/** Reads a room from its index, in the order the matcher needs, in bounded pages. It is a view and may lag. */
import type { Problem } from '../../contract/problems.ts';
import { roomItemsMax, roomPage, roomPagesMax, roomWholePage } from '../../domain/limits.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Seat } from '../../domain/seat.ts';
import type { Talk } from '../../domain/talk.ts';
import { needs } from '../../domain/vocabulary.ts';
import type { Item, Ports } from '../../ports.ts';
import { pages } from '../store/transact.ts';
import { roomIndex } from '../store/keys.ts';
import { seatRecord, talkRecord } from '../store/live-records.ts';

export interface RoomView {
  readonly waiting: readonly Talk[];
  readonly talking: readonly Talk[];
  readonly seats: readonly Seat[];
  /** The last request read of each need class that has more requests behind it. */
  readonly edges: readonly Talk[];
  /** Whether everything in the room was read. */
  readonly whole: boolean;
}

interface Read {
  readonly items: readonly Item[];
  /** The last item of each prefix that has more items behind it. */
  readonly edges: readonly Item[];
  readonly whole: boolean;
}

async function readPrefix(
  ports: Ports,
  room: string,
  prefix: string,
  bound: { readonly page: number; readonly items: number },
): Promise<Result<Read, Problem>> {
  const items: Item[] = [];
  let whole = true;
  const wanted = { table: 'live', index: 'room', pk: roomIndex.pk(room), prefix, limit: bound.page } as const;
  for await (const page of pages(ports, wanted)) {
    if (!page.ok) return page;
    items.push(...page.value.items);
    whole = page.value.next === undefined;
    if (items.length >= bound.items) break;
  }
  return ok({ items, edges: whole ? [] : items.slice(-1), whole });
}

async function readPrefixes(
  ports: Ports,
  room: string,
  prefixes: readonly string[],
  bound: { readonly page: number; readonly items: number },
): Promise<Result<Read, Problem>> {
  const reads = await Promise.all(prefixes.map((prefix) => readPrefix(ports, room, prefix, bound)));
  const items: Item[] = [];
  const edges: Item[] = [];
  let whole = true;
  for (const read of reads) {
    if (!read.ok) return read;
    items.push(...read.value.items);
    edges.push(...read.value.edges);
    whole &&= read.value.whole;
  }
  return ok({ items, edges, whole });
}

/**
 * The first requests of each need class, and the first seats. `depth` (from 1) reads that many times as far, for the case that
 * none of those in front fit each other.
 */
export async function readRoom(ports: Ports, room: string, depth: number): Promise<Result<RoomView, Problem>> {
  const bound = { page: roomPage, items: roomPage * Math.min(depth, roomPagesMax) };
  const [waiting, seats] = await Promise.all([
    readPrefixes(
      ports,
      room,
      needs.map((_need, needClass) => roomIndex.waitingPrefix(needClass)),
      bound,
    ),
    readPrefixes(ports, room, [roomIndex.freePrefix, roomIndex.fullPrefix], bound),
  ]);
  if (!waiting.ok) return waiting;
  if (!seats.ok) return seats;
  return ok({
    waiting: waiting.value.items.map((item) => talkRecord.read(item)),
    talking: [],
    seats: seats.value.items.map((item) => seatRecord.read(item)),
    edges: waiting.value.edges.map((item) => talkRecord.read(item)),
    whole: waiting.value.whole && seats.value.whole,
  });
}

/** The first requests of each need class, without the seats. */
export async function readWaiting(ports: Ports, room: string): Promise<Result<readonly Talk[], Problem>> {
  const prefixes = needs.map((_need, needClass) => roomIndex.waitingPrefix(needClass));
  const waiting = await readPrefixes(ports, room, prefixes, { page: roomPage, items: roomPage });
  return waiting.ok ? ok(waiting.value.items.map((item) => talkRecord.read(item))) : waiting;
}

/** Everything in the room, open talks included, up to `roomItemsMax` of each kind. The reconciler reads this. */
export async function readWholeRoom(ports: Ports, room: string): Promise<Result<RoomView, Problem>> {
  const bound = { page: roomWholePage, items: roomItemsMax };
  const [waiting, talking, seats] = await Promise.all([
    readPrefixes(ports, room, ['W#'], bound),
    readPrefixes(ports, room, [roomIndex.talkingPrefix], bound),
    readPrefixes(ports, room, [roomIndex.freePrefix, roomIndex.fullPrefix], bound),
  ]);
  if (!waiting.ok) return waiting;
  if (!talking.ok) return talking;
  if (!seats.ok) return seats;
  return ok({
    waiting: waiting.value.items.map((item) => talkRecord.read(item)),
    talking: talking.value.items.map((item) => talkRecord.read(item)),
    seats: seats.value.items.map((item) => seatRecord.read(item)),
    edges: waiting.value.edges.map((item) => talkRecord.read(item)),
    whole: waiting.value.whole && talking.value.whole && seats.value.whole,
  });
}
