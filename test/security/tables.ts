/** The tables of the service that these tests share: they show whether data still exists that no route shows. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { theService } from '../e2e/support/service.ts';
import { Tables } from '../world/tables.ts';

const ports = z.record(z.string(), z.int());

let tables: Promise<Tables> | undefined;

/** The tables of the running service. */
export function theTables(): Promise<Tables> {
  return (tables ??= connect());
}

async function connect(): Promise<Tables> {
  const known = ports.parse(JSON.parse(await readFile(path.join(theService().stateDir, 'ports.json'), 'utf8')));
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  return new Tables(given ?? `http://127.0.0.1:${known['dynoxide'] ?? known['dynamodb-local']}`);
}
