/** What both tables hold, read past the API from the engine itself: for telling that nothing has changed. */
import { DynamoDBClient, ListTablesCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveRoomsPk } from '../../shared/app/records/keys.ts';
import { itemAttributes } from '../../shared/names.ts';
import { restMs, restMsMax, restScans } from './limits.ts';

/** Every item by its table and key, as text. */
export type Contents = ReadonlyMap<string, string>;

/**
 * What a refused request may write, by the beginning of its key. Rate counters count every request to talk that is not
 * malformed, also one that is then refused: that is what they are for.
 */
const mayChange = ['RATE#'];

/**
 * The list of rooms that the reconciler visits. It sets their timers by the clock, every minute, and forgets rooms where nothing happens,
 * whatever is sent; what a request does to a room is to touch it.
 */
const rooms = `${liveRoomsPk} `;

export class Tables {
  private readonly client: DynamoDBClient;

  constructor(endpoint: string) {
    const credentials = { accessKeyId: 'fuzz', secretAccessKey: 'fuzz' };
    this.client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  }

  /** Everything as it stands now. */
  async contents(): Promise<Contents> {
    const { TableNames: names = [] } = await this.client.send(new ListTablesCommand({}));
    const all = await Promise.all(names.map((name) => this.scan(name)));
    return new Map(all.flat());
  }

  /** Everything once it has come to rest: wakes, timers and the stream are done with what came before. */
  async atRest(): Promise<Contents> {
    const deadline = Date.now() + restMsMax;
    let last = await this.contents();
    for (let same = 1; same < restScans && Date.now() < deadline;) {
      await sleep(restMs);
      const next = await this.contents();
      same = changes(last, next).length === 0 ? same + 1 : 1;
      last = next;
    }
    return last;
  }

  close(): void {
    this.client.destroy();
  }

  private async scan(table: string): Promise<[string, string][]> {
    const items: [string, string][] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await this.client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: from, ConsistentRead: true }));
      items.push(...contentsOf(table, page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return items;
  }
}

/** What is compared of items, each by its table and key. */
export function contentsOf(table: string, items: readonly Record<string, AttributeValue>[]): [string, string][] {
  return items.flatMap((item): [string, string][] => {
    const key = `${item['pk']?.S} ${item['sk']?.S}`;
    return mayChange.some((prefix) => key.startsWith(prefix)) ? [] : [[`${table} ${key}`, textOf(key, item)]];
  });
}

function textOf(key: string, item: Record<string, AttributeValue>): string {
  return inOrder(key.startsWith(rooms) ? (item[itemAttributes.body]?.M?.['touchedAt'] ?? item) : item);
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
export function changes(before: Contents, after: Contents): readonly string[] {
  const gone = [...before.keys()].filter((key) => !after.has(key) && !key.includes(` ${rooms}`)).map((key) => `${key} went`);
  const other = [...after].filter(([key, item]) => before.get(key) !== item);
  return [...gone, ...other.map(([key]) => `${key} ${before.has(key) ? 'changed' : 'came'}`)];
}
