/**
 * Random sequences of operations on two stores: each answer must be the same. The sequences are data, so that fast-check reduces
 * a difference to the fewest operations that still show it.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { compareBytes } from '../../shared/adapters/byte-order.ts';
import { memoryStore } from '../../shared/adapters/memory/store.ts';
import { epochMs } from '../../shared/domain/time.ts';
import type { Expected, Item, JsonObject, Key, Query, Store, Write } from '../../shared/ports.ts';
import { seed } from '../fixtures/seed.ts';

/** Sort keys: some are prefixes of others, and some have another order in UTF-8 than in UTF-16. */
const sorts = ['a', 'a#1', 'b', 'é', '\u{ffff}', '🙂'];
const partitions = ['one', 'one', 'two'];
/** Sort keys in an index. Several items may share one. */
const places = ['W#1', 'W#2', 'Z'];

/** The most pages of a query: more than there are items. */
const pagesMax = 20;

interface Slot {
  readonly table: 'live' | 'home';
  readonly partition: string;
  readonly sort: string;
}

/** What a write expects, relative to what is stored at that moment. */
type Guess = 'any' | 'absent' | 'right' | 'stale';

interface PlannedWrite {
  readonly kind: 'put' | 'delete' | 'check';
  readonly slot: Slot;
  readonly guess: Guess;
  readonly body: JsonObject;
  readonly room: string | undefined;
  readonly sweep: string | undefined;
  readonly timeToLive: number | undefined;
}

interface PlannedQuery {
  readonly source: 'live' | 'home' | 'room' | 'sweep';
  readonly partition: string;
  readonly range: Pick<Query, 'prefix' | 'between'>;
  readonly descending: boolean;
  readonly limit: number;
}

type Operation =
  | { readonly kind: 'get'; readonly slot: Slot }
  | { readonly kind: 'getMany'; readonly slots: readonly Slot[] }
  | { readonly kind: 'query' | 'count'; readonly query: PlannedQuery }
  | { readonly kind: 'commit'; readonly writes: readonly PlannedWrite[] };

const slot = fc.record({
  table: fc.constantFrom('live' as const, 'home' as const),
  partition: fc.constantFrom(...partitions),
  sort: fc.constantFrom(...sorts),
});
const slots = fc.uniqueArray(slot, {
  minLength: 1,
  maxLength: 5,
  selector: ({ table, partition, sort }) => `${table} ${partition} ${sort}`,
});

const leaf = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((number) => Number(number.toFixed(9))),
  fc.boolean(),
  fc.constant(null),
);
const body: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 4 }),
  fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), leaf, { maxKeys: 2 }),
  ),
  { maxKeys: 3, noNullPrototype: true },
);

const written = fc.record({
  kind: fc.constantFrom('put' as const, 'put' as const, 'put' as const, 'delete' as const, 'check' as const),
  guess: fc.constantFrom<Guess>('any', 'any', 'absent', 'right', 'right', 'right', 'right', 'stale'),
  body,
  room: fc.option(fc.constantFrom(...places), { nil: undefined }),
  sweep: fc.option(fc.constantFrom(...places), { nil: undefined }),
  timeToLive: fc.option(fc.integer({ min: 1, max: 4_102_444_800_000 }), { nil: undefined }),
});

const queried: fc.Arbitrary<PlannedQuery> = fc.record({
  source: fc.constantFrom('live', 'home', 'room', 'sweep'),
  partition: fc.constantFrom(...partitions),
  range: fc.oneof(
    fc.constant({}),
    fc.constantFrom('', 'a', 'a#', 'W#', 'é').map((prefix) => ({ prefix })),
    fc
      .tuple(fc.constantFrom(...sorts, ...places), fc.constantFrom(...sorts, ...places))
      .map(([a, b]) => ({ between: compareBytes(a, b) <= 0 ? ([a, b] as const) : ([b, a] as const) })),
  ),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 3 }),
});

const operation = fc.oneof<fc.MaybeWeightedArbitrary<Operation>[]>(
  {
    weight: 5,
    arbitrary: slots.chain((chosen) => fc.tuple(...chosen.map(withWrite)).map((writes) => ({ kind: 'commit', writes }))),
  },
  { weight: 1, arbitrary: slot.map((one) => ({ kind: 'get', slot: one })) },
  { weight: 1, arbitrary: slots.map((several) => ({ kind: 'getMany', slots: several })) },
  { weight: 3, arbitrary: queried.map((query) => ({ kind: 'query', query })) },
  { weight: 1, arbitrary: queried.map((query) => ({ kind: 'count', query })) },
);

function withWrite(chosen: Slot): fc.Arbitrary<PlannedWrite> {
  return written.map((planned) => ({ ...planned, slot: chosen }));
}

/** One sequence on one store, with its own partitions and with counted revisions. */
class Sequence {
  readonly #store: Store;
  readonly #name: string;
  readonly #revs = new Map<string, string>();
  #writes = 0;

  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** Executes an operation; returns everything that a caller can see of the answer. */
  async answer(operation: Operation): Promise<unknown> {
    switch (operation.kind) {
      case 'get':
        return this.#store.get(this.#key(operation.slot));
      case 'getMany':
        return this.#store.getMany(operation.slots.map((one) => this.#key(one)));
      case 'count':
        return this.#store.count(this.#query(operation.query));
      case 'query':
        return this.#pages(this.#query(operation.query));
      case 'commit':
        return this.#commit(operation.writes);
      default:
        return operation satisfies never;
    }
  }

  async #commit(planned: readonly PlannedWrite[]): Promise<unknown> {
    const writes = planned.map((one) => this.#write(one));
    const answer = await this.#store.commit(writes);
    if (!answer.ok) return answer;
    for (const write of writes) {
      if (write.kind === 'put') this.#revs.set(textOf(write.item.key), write.item.rev);
      else if (write.kind === 'delete') this.#revs.delete(textOf(write.key));
    }
    return answer;
  }

  #write({ kind, slot: chosen, guess, body: content, room, sweep, timeToLive }: PlannedWrite): Write {
    const key = this.#key(chosen);
    const known = this.#revs.get(textOf(key));
    const expected = expectedOf(kind === 'check' && guess === 'any' ? 'right' : guess, known);
    this.#writes += 1;
    if (kind !== 'put') return { kind, key, expected };
    const pk = key.pk;
    const indexes: Item['indexes'] = {
      ...(room === undefined ? {} : { room: { pk, sk: room } }),
      ...(sweep === undefined ? {} : { sweep: { pk, sk: sweep } }),
    };
    const item: Item = {
      key,
      rev: `rev-${this.#writes}`,
      body: content,
      ...(key.table === 'live' ? { indexes } : {}),
      ...(timeToLive === undefined ? {} : { timeToLive: epochMs.parse(timeToLive) }),
    };
    return { kind, item, expected };
  }

  /**
   * Reads every page with its cursors. Items with the same sort key in an index have no promised order, so they are sorted here.
   * When the limit is reached exactly at the end, an empty page may follow or not.
   */
  async #pages(query: Query): Promise<unknown> {
    const sizes: number[] = [];
    const found: Item[] = [];
    let after: string | undefined;
    do {
      const page = await this.#store.query({ ...query, ...(after === undefined ? {} : { after }) });
      if (!page.ok) return page;
      after = page.value.next;
      if (sizes.length === 0 || page.value.items.length > 0 || after !== undefined) sizes.push(page.value.items.length);
      found.push(...page.value.items);
    } while (after !== undefined && sizes.length < pagesMax);
    const sortOf = (item: Item): string => (query.index === undefined ? item.key.sk : (item.indexes?.[query.index]?.sk ?? ''));
    const order = found.map(sortOf);
    const sorted = found.toSorted((a, b) => compareBytes(sortOf(a), sortOf(b)) || compareBytes(textOf(a.key), textOf(b.key)));
    return { sizes, order, items: sorted };
  }

  #key({ table, partition, sort }: Slot): Key {
    return { table, pk: `${this.#name} ${partition}`, sk: sort };
  }

  #query({ source, partition, range, descending, limit }: PlannedQuery): Query {
    const pk = `${this.#name} ${partition}`;
    const where = source === 'room' || source === 'sweep' ? ({ table: 'live', index: source } as const) : { table: source };
    return { ...where, pk, ...range, descending, limit };
  }
}

const answered = z.object({
  error: z.object({ failed: z.array(z.number()) }).optional(),
  sizes: z.array(z.unknown()).optional(),
});

function expectedOf(guess: Guess, known: string | undefined): Expected {
  if (guess === 'any' || guess === 'absent') return { kind: guess };
  if (guess === 'right' && known === undefined) return { kind: 'absent' };
  return { kind: 'rev', rev: guess === 'right' ? (known ?? '') : `${known ?? ''}-stale` };
}

function textOf(key: Key): string {
  return `${key.table} ${key.pk} ${key.sk}`;
}

/** Counts the answers that make the comparison meaningful. */
function count(seen: { operations: number; lost: number; severalFailed: number; paged: number }, answer: unknown): void {
  seen.operations += 1;
  const told = answered.safeParse(answer).data;
  if (told?.error !== undefined) seen.lost += 1;
  if ((told?.error?.failed.length ?? 0) > 1) seen.severalFailed += 1;
  if ((told?.sizes?.length ?? 0) > 1) seen.paged += 1;
}

/** Compares a store with the memory store, over this number of sequences from this run's seed. */
export function differential(name: string, open: () => Store, sequences: number): void {
  it(`${name} answers as the memory store does, in ${sequences} random sequences`, async () => {
    const [memory, other] = [memoryStore(), open()];
    let nth = 0;
    const seen = { operations: 0, lost: 0, severalFailed: 0, paged: 0 };
    const alike = fc.asyncProperty(fc.array(operation, { minLength: 20, maxLength: 40, size: 'max' }), async (sequence) => {
      nth += 1;
      const sides = [new Sequence(memory, `sequence-${nth}`), new Sequence(other, `sequence-${nth}`)] as const;
      for (const one of sequence) {
        const [here, there] = [await sides[0].answer(one), await sides[1].answer(one)];
        expect(there).toEqual(here);
        count(seen, here);
      }
    });
    await fc.assert(alike, { seed, numRuns: sequences });
    const { operations, lost, severalFailed, paged } = seen;
    const told = `${lost} commits lost, ${severalFailed} of them on several conditions, ${paged} queries of several pages`;
    console.log(`${operations} operations, ${told}: ${name} answers as the memory store does`);
    for (const often of [lost, severalFailed, paged]) expect(often).toBeGreaterThan(sequences / 4);
  }, 300_000);
}
