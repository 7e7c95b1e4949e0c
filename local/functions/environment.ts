import type { FunctionSpec } from '../plan/functions.ts';

/** Addresses at which the functions reach the local stand-ins for AWS. */
export interface Endpoints {
  readonly dynamoDb: string;
  readonly sqs: string;
  readonly secrets: string;
  readonly sns: string;
  readonly lambda: string;
}

/** Credentials that every local engine accepts. */
export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The environment of a function: the template's variables, those that Lambda adds, and the local addresses. */
export function environmentOf(spec: FunctionSpec, region: string, endpoints: Endpoints): Record<string, string> {
  return {
    ...spec.environment,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
  };
}
