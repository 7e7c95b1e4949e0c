import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Engines } from '../engines/engines.ts';
import { localCredentials } from '../functions/environment.ts';

/** The runner's own clients of the engines. No fault is injected into their requests. */
export interface Clients {
  readonly dynamoDb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
}

/** Clients of the engines. */
export function makeClients(region: string, engines: Engines): Clients {
  const common = { region, credentials: localCredentials };
  return {
    dynamoDb: new DynamoDBClient({ ...common, endpoint: engines.dynamoDb.url }),
    streams: new DynamoDBStreamsClient({ ...common, endpoint: engines.dynamoDb.url }),
    // Each poller needs one connection for its long poll, and another to delete messages.
    sqs: new SQSClient({
      ...common,
      endpoint: engines.sqs.url,
      requestHandler: { httpsAgent: {}, httpAgent: { maxSockets: 500 } },
    }),
  };
}
