import { SendMessageCommand, type SendMessageCommandInput, type SQSClient } from '@aws-sdk/client-sqs';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Unavailable } from '../../ports.ts';
import { awsErrorName, awsFailureOf } from '../aws-failures.ts';

/** Sends one message. `unavailable` after the client's retries. A refusal (no such queue, no permission) is a bug and throws. */
export async function sendMessage(client: SQSClient, message: SendMessageCommandInput): Promise<Result<void, Unavailable>> {
  return client.send(new SendMessageCommand(message)).then(() => ok(), failedSend);
}

/** Unavailable, or a bug. A refusal contains only the name of the error, because SQS's own messages may repeat what was sent. */
function failedSend(error: unknown): Result<never, Unavailable> {
  const failure = awsFailureOf(error);
  if (failure === undefined) throw error;
  if (failure === 'refused') throw new Error(`SQS refused a message: ${awsErrorName(error)}`);
  return err({ code: 'unavailable' });
}
