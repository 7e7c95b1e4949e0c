/** The context that Lambda passes to a function with the event. */
import type { Context } from 'aws-lambda';

/** The context of an invocation. The handlers read only the remaining time from it. */
export function contextOf(name: string, remainingMs: () => number): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: '1',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    memoryLimitInMB: '128',
    awsRequestId: name,
    logGroupName: name,
    logStreamName: name,
    getRemainingTimeInMillis: remainingMs,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
