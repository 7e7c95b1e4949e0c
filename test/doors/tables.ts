/** Everything both tables hold, read past the service: what no route shows is still there or not. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ListTablesCommand, paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { localCredentials } from '../../local/functions/environment.ts';
import { localRegion } from '../../local/limits.ts';
import { theService } from '../e2e/support/service.ts';
import { lookMs, settleMsMax } from './limits.ts';

const ports = z.record(z.string(), z.int());

let client: Promise<DynamoDBClient> | undefined;

/** A client of the engine of the running service. */
export function theEngine(): Promise<DynamoDBClient> {
  return (client ??= connect());
}

async function connect(): Promise<DynamoDBClient> {
  const known = ports.parse(JSON.parse(await readFile(path.join(theService().stateDir, 'ports.json'), 'utf8')));
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  const endpoint = given ?? `http://127.0.0.1:${known['dynoxide'] ?? known['dynamodb-local']}`;
  return new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });
}

/** Table and key of every item, to the whole item as text. */
export type Everything = ReadonlyMap<string, string>;

/** All items of all tables. Not one instant, but nothing is missed that was there before and after. */
export async function everyItem(): Promise<Everything> {
  const engine = await theEngine();
  const { TableNames: names = [] } = await engine.send(new ListTablesCommand({}));
  const items = new Map<string, string>();
  for (const TableName of names) {
    for await (const { Items = [] } of paginateScan({ client: engine }, { TableName, ConsistentRead: true })) {
      for (const item of Items) items.set(`${TableName} ${item['pk']?.S} ${item['sk']?.S}`, textOf(item));
    }
  }
  return items;
}

/** The same for the same item: engines give the names in any order. */
function textOf(item: Readonly<Record<string, AttributeValue>>): string {
  return JSON.stringify(item, (_name, value: unknown) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
}

/** Everything, once nothing changes any more by what was done before: matcher and courier come after the answer. */
export async function everyItemAtRest(): Promise<Everything> {
  const deadline = Date.now() + settleMsMax;
  let before = await everyItem();
  for (;;) {
    await sleep(lookMs);
    const now = await everyItem();
    if (changedBetween(before, now).length === 0) return now;
    if (Date.now() > deadline) throw new Error(`it never came to rest: ${changedBetween(before, now).join(', ')}`);
    before = now;
  }
}

/** The reconciler's own note of when it looked at a room last. That a room is known at all is not its own. */
const isVisit = (key: string): boolean => / LIVE spc_/u.test(key);

/** The keys of what came, went or changed. */
export function changedBetween(before: Everything, after: Everything): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => (isVisit(key) ? before.has(key) !== after.has(key) : before.get(key) !== after.get(key)));
}
