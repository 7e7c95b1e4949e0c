import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import { outsideAnswer, type OutsideAnswer } from '../../domain/outside/answer.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Outside, Unavailable } from '../../ports.ts';
import { awsErrorName, awsFailureOf } from '../aws-failures.ts';

/**
 * Sends by a function of its own, which has no rights and nothing to lose, and waits for its answer. `unavailable` if that function was
 * throttled, failed or did not answer; then the message may have been sent. A refusal (no such function, no permission) is a bug and throws,
 * with the name of the error alone.
 */
export function lambdaOutside(client: LambdaClient, functionName: string): Outside {
  return {
    post: (message) =>
      client
        .send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(message) }))
        .then(answerIn, (error: unknown) => {
          const failure = awsFailureOf(error);
          if (failure === undefined) throw error;
          if (failure === 'refused') throw new Error(`Lambda refused a message: ${awsErrorName(error)}`);
          return err({ code: 'unavailable' as const });
        }),
  };
}

function answerIn({ FunctionError, Payload }: InvokeCommandOutput): Result<OutsideAnswer, Unavailable> {
  if (FunctionError !== undefined || Payload === undefined) return err({ code: 'unavailable' });
  const answer = outsideAnswer.safeParse(JSON.parse(Payload.transformToString()));
  // An answer that is none must not stop the worker: it is tried again as if the sender had failed.
  return answer.success ? ok(answer.data) : err({ code: 'unavailable' });
}
