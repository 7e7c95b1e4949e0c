/** What every AWS client does if an answer is late or missing. Stated once; clients are created at cold start. */
import { awsAttemptsMax, awsConnectMsMax, awsRequestMsMax } from './limits.ts';

/**
 * The SDK's standard retries: jittered, with growing pauses, and fewer when most requests fail. Endpoint and region come from the
 * environment.
 */
export const awsClientOptions = {
  retryMode: 'standard',
  maxAttempts: awsAttemptsMax,
  requestHandler: {
    connectionTimeout: awsConnectMsMax,
    requestTimeout: awsRequestMsMax,
    throwOnRequestTimeout: true,
  },
} as const;
