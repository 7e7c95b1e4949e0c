/** The contents of all tables, read from the engine without the API. Tests use them to show that nothing has changed or that nothing is left. */
import { type AttributeValue, DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { localCredentials } from '../../local/functions/environment.ts';
import { localRegion } from '../../local/limits.ts';
import { liveRoomsPk } from '../../shared/app/store/keys.ts';
import { itemAttributes } from '../../shared/names.ts';

/** Every item as text, by its table and key. */
export type Contents = ReadonlyMap<string, string>;

/** Milliseconds between two scans, equal scans in a row that mean rest, and milliseconds after which the wait for rest fails. */
export interface Rest {
  readonly everyMs: number;
  readonly sameScans: number;
  readonly msMax: number;
}

/** The list of rooms that the reconciler visits. It sets their timers by the clock, every minute; a request only touches a room. */
const rooms = ` ${liveRoomsPk} `;

/**
 * Changes that are allowed and not reported. `rate-counted`: the counters of requests to talk, which also count refused ones.
 * `room-forgotten`: the reconciler removes a room without activity from its list, independent of the requests.
 */
export type Allowed = 'rate-counted' | 'room-forgotten';

/** The tables of the engine at `endpoint`. Several readers may use them at the same time. */
export class Tables {
  readonly client: DynamoDBClient;

  constructor(endpoint: string) {
    this.client = new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });
  }

  /** All items now. It is no snapshot of one instant, but every item that exists before and after is included. */
  async contents(): Promise<Contents> {
    const { TableNames: names = [] } = await this.client.send(new ListTablesCommand({}));
    const all = await Promise.all(names.map((name) => this.scan(name)));
    return new Map(all.flat());
  }

  /** All items after wakes, timers and the stream have finished earlier work. Throws if the tables never come to rest. */
  async atRest({ everyMs, sameScans, msMax }: Rest): Promise<Contents> {
    const deadline = Date.now() + msMax;
    let last = await this.contents();
    for (let same = 1; same < sameScans;) {
      await sleep(everyMs);
      const next = await this.contents();
      const changed = changes(last, next, ['rate-counted', 'room-forgotten']);
      if (changed.length > 0 && Date.now() > deadline) throw new Error(`the tables never came to rest: ${changed.join(', ')}`);
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

/** The same text for equal items: the engine returns attributes in any order. */
function inOrder(item: unknown): string {
  return JSON.stringify(item, (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** The keys of added, removed and changed items. Keys contain only ids and digests. */
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

/** The time when a request last touched the room. The whole text if it has no such time. */
function touchedIn(text: string): string {
  const read = room.safeParse(JSON.parse(text));
  return read.success ? JSON.stringify(read.data[itemAttributes.body].M.touchedAt) : text;
}
