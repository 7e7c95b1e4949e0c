/** The service's own sweep, run here as if it were a later time, over the service's tables and with its secret. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { cryptoIds } from '../../../shared/adapters/crypto/ids.ts';
import { cryptoWith } from '../../../shared/adapters/crypto/crypto.ts';
import { noWebhooks } from '../../fixtures/no-webhooks.ts';
import { dynamoDbRateCounters } from '../../../shared/adapters/dynamodb/rate-counters.ts';
import { dynamoDbStore } from '../../../shared/adapters/dynamodb/store.ts';
import { memoryLog } from '../../../shared/adapters/memory/log.ts';
import { jitteredBackoff } from '../../../shared/adapters/backoff.ts';
import { reconcile, type Reconciled } from '../../../shared/app/matching/reconcile.ts';
import { ok } from '../../../shared/domain/result.ts';
import { epochMs } from '../../../shared/domain/time.ts';
import type { Ports, WakeQueue } from '../../../shared/ports.ts';
import { theService } from '../../e2e/support/service.ts';
import { theTables } from '../tables.ts';

const secrets = z.record(z.string(), z.object({ value: z.string() }));

/** Does not wake the matcher, because the service runs in its own time. */
const silence: WakeQueue = { wake: () => Promise.resolve(ok()), wakeLater: () => Promise.resolve(ok()) };

async function portsOfTheService(): Promise<Ports> {
  const { client: engine } = await theTables();
  const { TableNames = [] } = await engine.send(new ListTablesCommand({}));
  const named = (part: string): string => TableNames.find((name) => name.includes(part)) ?? '';
  const backoff = jitteredBackoff();
  const tables = { live: named('Live'), home: named('Home'), links: named('Links') };
  const io = { client: DynamoDBDocumentClient.from(engine), tables, backoff };
  const [secret] = Object.values(
    secrets.parse(JSON.parse(readFileSync(path.join(theService().stateDir, 'secrets.json'), 'utf8'))),
  );
  return {
    mayGoOn: () => true,
    store: dynamoDbStore(io),
    rateCounters: dynamoDbRateCounters(io),
    wakeQueue: silence,
    ...noWebhooks,
    ids: cryptoIds,
    crypto: cryptoWith(secret?.value ?? ''),
    backoff,
    log: memoryLog(),
  };
}

/** Runs the sweep as of so many seconds from now, until nothing is left to delete. */
export async function sweepAsOf(seconds: number): Promise<void> {
  const ports = await portsOfTheService();
  const clock = () => epochMs.parse(Date.now() + seconds * 1000);
  let done: Reconciled | undefined;
  while (done === undefined || done.swept + done.applied > 0) {
    const run = await reconcile(ports, { mayGoOn: () => true, clock });
    if (!run.ok) throw new Error(`the sweep failed: ${run.error.code}`);
    done = run.value;
  }
}
