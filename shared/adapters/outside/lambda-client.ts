import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { awsClientOptions } from '../aws-client-options.ts';
import { senderAnswerMsMax } from '../limits.ts';

/**
 * A Lambda client that waits as long as the sender may take. It asks once: a message that was perhaps sent is sent again by the schedule of
 * its delivery, and not here. Create one at cold start.
 */
export function lambdaClient(overrides: LambdaClientConfig = {}): LambdaClient {
  const requestHandler = { ...awsClientOptions.requestHandler, requestTimeout: senderAnswerMsMax };
  return new LambdaClient({ ...awsClientOptions, maxAttempts: 1, requestHandler, ...overrides });
}
