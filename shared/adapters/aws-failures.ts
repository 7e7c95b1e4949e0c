/** Classifies one failed attempt of a request to AWS. The same for every service. */
import * as z from 'zod';

/**
 * `refused`: the service refused, for a reason of its own. `throttled`: it said "not now". `unreached`: no connection was made.
 * After these three nothing has happened. `unanswered`: the request was sent, and what happened is not known.
 */
export type AwsFailure = 'refused' | 'throttled' | 'unreached' | 'unanswered';

/** Error names that mean "not now", as the services of this project write them (DynamoDB and SQS API references, "Errors"). */
const throttledNames = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottlingException',
  'ThrottledException',
]);

/** Connection errors of Node that occur before the first byte is sent (Node's documentation, "Common system errors"). */
const unreachedCodes = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

const awsError = z.object({
  name: z.string(),
  code: z.string().optional().catch(undefined),
  $fault: z.enum(['client', 'server']).optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
  $response: z.unknown().optional(),
});

/** Classifies an error that the SDK threw. Undefined if no request caused it: that is a bug of this service. */
export function awsFailureOf(error: unknown): AwsFailure | undefined {
  const parsed = awsError.safeParse(error);
  if (!parsed.success) return undefined;
  const { name, code, $fault, $metadata, $response } = parsed.data;
  const status = $metadata?.httpStatusCode;
  if (throttledNames.has(name) || status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'unanswered';
  if ($fault === 'client') return name === 'TransactionInProgressException' ? 'unanswered' : 'refused';
  if (code !== undefined && unreachedCodes.has(code)) return 'unreached';
  const wasSent = code !== undefined || name === 'TimeoutError' || $fault === 'server' || $response !== undefined;
  return wasSent ? 'unanswered' : undefined;
}

/** The name of an error and nothing else of it: messages of AWS may repeat what was sent. */
export function awsErrorName(error: unknown): string {
  const parsed = awsError.safeParse(error);
  return parsed.success ? parsed.data.name : 'unknown error';
}
