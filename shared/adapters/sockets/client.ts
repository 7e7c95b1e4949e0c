import { ApiGatewayManagementApiClient, type ApiGatewayManagementApiClientConfig } from '@aws-sdk/client-apigatewaymanagementapi';
import { awsClientOptions } from '../aws-client-options.ts';
import { tellAttemptsMax, tellAttemptMsMax } from '../limits.ts';

/** A client of the WebSocket API whose functions push to this address, with bounds for a push. Create one at cold start. */
export function socketsClient(
  endpoint: string,
  overrides: ApiGatewayManagementApiClientConfig = {},
): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    ...awsClientOptions,
    maxAttempts: tellAttemptsMax,
    requestHandler: { ...awsClientOptions.requestHandler, requestTimeout: tellAttemptMsMax },
    endpoint,
    ...overrides,
  });
}
