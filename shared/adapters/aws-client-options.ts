/** How every client of AWS behaves when an answer is late or missing: stated once, created at cold start. */
import { awsAttemptsMax, awsConnectMsMax, awsRequestMsMax } from './limits.ts';

/** The SDK's standard retries: jittered, growing, and fewer when most requests fail. Endpoint and region come from the environment. */
export const awsClientOptions = {
  retryMode: 'standard',
  maxAttempts: awsAttemptsMax,
  requestHandler: {
    connectionTimeout: awsConnectMsMax,
    requestTimeout: awsRequestMsMax,
    throwOnRequestTimeout: true,
  },
} as const;
