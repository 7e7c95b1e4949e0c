/** What Lambda hands a function beside the event. */
import type { Context } from 'aws-lambda';

/** The context of an invocation, of which the handlers read the time that is left and nothing else. */
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
