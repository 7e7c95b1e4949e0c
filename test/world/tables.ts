/** What all tables hold, read past the API from the engine itself: for telling that nothing has changed, or that nothing is left. */
import { type AttributeValue, DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { localCredentials } from '../../local/functions/environment.ts';
import { localRegion } from '../../local/limits.ts';
import { liveRoomsPk } from '../../shared/app/store/keys.ts';
import { itemAttributes } from '../../shared/names.ts';

/** Every item as text, by its table and key. */
export type Contents = ReadonlyMap<string, string>;

/** Milliseconds between two scans, scans in a row that must be the same, and milliseconds after which the tables never come to rest. */
export interface Rest {
  readonly everyMs: number;
  readonly sameScans: number;
  readonly msMax: number;
}

/** The list of rooms that the reconciler visits. It sets their timers by the clock, every minute; what a request does to a room is to touch it. */
const rooms = ` ${liveRoomsPk} `;

/**
 * What may change and is not told. `rate-counted`: counters that count requests to talk, also refused ones, which is what they are for.
 * `room-forgotten`: a room where nothing happens is forgotten by the reconciler, whatever is sent.
 */
export type Allowed = 'rate-counted' | 'room-forgotten';

/** The tables of the engine at `endpoint`. May be read by several at once. */
export class Tables {
  readonly client: DynamoDBClient;

  constructor(endpoint: string) {
    this.client = new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });
  }

  /** Everything as it stands now. Not one instant, but nothing is missed that was there before and after. */
  async contents(): Promise<Contents> {
    const { TableNames: names = [] } = await this.client.send(new ListTablesCommand({}));
    const all = await Promise.all(names.map((name) => this.scan(name)));
    return new Map(all.flat());
  }

  /** Everything once it has come to rest: wakes, timers and the stream are done with what came before. Throws where it never does. */
  async atRest({ everyMs, sameScans, msMax }: Rest): Promise<Contents> {
    const deadline = Date.now() + msMax;
    let last = await this.contents();
    for (let same = 1; same < sameScans;) {
      await sleep(everyMs);
      const next = await this.contents();
      const changed = changes(last, next, ['rate-counted', 'room-forgotten']);
      if (changed.length > 0 && Date.now() > deadline) throw new Error(`it never came to rest: ${changed.join(', ')}`);
      same = changed.length === 0 ? same + 1 : 1;
      last = next;
    }
    return last;
  }

  close(): void {
    this.client.destroy();
  }

  private async scan(table: string): Promise<[string, string][]> {
    const items: [string, string][] = [];
    for await (const { Items = [] } of paginateScan({ client: this.client }, { TableName: table, ConsistentRead: true }))
      items.push(...contentsOf(table, Items));
    return items;
  }
}

/** Items as text, each by its table and key. */
export function contentsOf(table: string, items: readonly Record<string, AttributeValue>[]): [string, string][] {
  return items.map((item) => [`${table} ${item['pk']?.S} ${item['sk']?.S}`, inOrder(item)]);
}

/** The same text for the same item: the engine gives attributes in any order. */
function inOrder(item: unknown): string {
  return JSON.stringify(item, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The keys of what came, went or changed. Keys hold ids and digests only. */
export function changes(before: Contents, after: Contents, allowed: readonly Allowed[] = []): readonly string[] {
  const isTold = (key: string): boolean => !(allowed.includes('rate-counted') && key.includes(' RATE#'));
  const mayGo = (key: string): boolean => allowed.includes('room-forgotten') && key.includes(rooms);
  const gone = [...before.keys()].filter((key) => !after.has(key) && !mayGo(key)).map((key) => `${key} went`);
  const other = [...after].flatMap(([key, text]) => {
    const was = before.get(key);
    if (was === undefined) return [`${key} came`];
    return was === text || (key.includes(rooms) && touchedIn(was) === touchedIn(text)) ? [] : [`${key} changed`];
  });
  return [...gone, ...other].filter(isTold);
}

const room = z.object({ [itemAttributes.body]: z.object({ M: z.object({ touchedAt: z.unknown() }) }) });

/** When a request last touched the room; the whole text where it does not say. */
function touchedIn(text: string): string {
  const read = room.safeParse(JSON.parse(text));
  return read.success ? JSON.stringify(read.data[itemAttributes.body].M.touchedAt) : text;
}
