/**
 * What the SDK's retries hide. A request that ends in an error may have been sent several times, and its effect depends on every
 * attempt. After two throttled attempts nothing has happened. After an unanswered and then a throttled attempt that is not known.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { awsErrorName, awsFailureOf, type AwsFailure } from '../aws-failures.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/** A request that failed: the last error, and how each attempt ended, in order. */
export interface Failed {
  readonly error: unknown;
  readonly attempts: readonly AwsFailure[];
}

const triesOf = new WeakMap<WeakKey, readonly AwsFailure[]>();

/** Lets `settled` see every attempt of this client's requests. Calling it again changes nothing. */
export function watchTries(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next) => {
      // This part runs once for every request, and the returned function once for each attempt.
      const attempts: AwsFailure[] = [];
      return async (args) => {
        try {
          return await next(args);
        } catch (error) {
          attempts.push(awsFailureOf(error) ?? 'unanswered');
          if (error instanceof Error) triesOf.set(error, attempts);
          throw error;
        }
      };
    },
    // Inside the retries and the signing: an error seen here comes from the sending or from the answer.
    { step: 'finalizeRequest', priority: 'low', name: 'earshotTries', override: true },
  );
}

/**
 * Awaits a request. An error that comes from no attempt (a request that could not be built or signed) is a bug, and is thrown
 * again.
 */
export async function settled<T>(request: Promise<T>): Promise<Result<T, Failed>> {
  try {
    return ok(await request);
  } catch (error) {
    const attempts = error instanceof Error ? (triesOf.get(error) ?? givenUp(error)) : undefined;
    if (attempts === undefined) throw error;
    return err({ error, attempts });
  }
}

/** What the SDK throws at the deadline of a request. An attempt may have been under way. */
function givenUp({ name }: Error): readonly AwsFailure[] | undefined {
  return name === 'AbortError' ? ['unanswered'] : undefined;
}

/**
 * The bug behind an unexpected refusal. It contains only the name of the error, because AWS's own messages may repeat what was
 * sent.
 */
export function refusal(operation: string, { error }: Failed): Error {
  return new Error(`DynamoDB refused ${operation}: ${awsErrorName(error)}`);
}
