import { DynamoDBClient, ListTablesCommand, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { freePort } from '../../local/engines/free-port.ts';
import { startChild } from './child.ts';
import { engineRequestMsMax } from './limits.ts';
import { createTables } from './tables.ts';

export interface DynamoDbEngine {
  readonly url: string;
  /** Ends the engine. Its data is gone. */
  readonly kill: () => Promise<void>;
}

/** How to run an engine that speaks DynamoDB's protocol on a port. */
export type EngineCommand = (port: number) => { readonly command: string; readonly args: readonly string[] };

/** What a client needs to reach an engine: an address, and credentials that the engine does not check. */
export function engineClientConfig(url: string) {
  return {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: { requestTimeout: engineRequestMsMax, throwOnRequestTimeout: true },
  } satisfies DynamoDBClientConfig;
}

/** Starts an engine in memory on a free port of 127.0.0.1, with both tables. */
export async function startDynamoDbEngine(commandFor: EngineCommand): Promise<DynamoDbEngine> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const probe = new DynamoDBClient({ ...engineClientConfig(url), maxAttempts: 1 });
  const isReady = async (): Promise<boolean> =>
    probe.send(new ListTablesCommand()).then(
      () => true,
      () => false,
    );
  const child = await startChild({ ...commandFor(port), isReady });
  probe.destroy();
  await createTables(engineClientConfig(url));
  return { url, kill: child.kill };
}
