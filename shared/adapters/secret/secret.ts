import { GetSecretValueCommand, SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { awsClientOptions } from '../aws-client-options.ts';
import { awsErrorName } from '../aws-failures.ts';
import { secretCharsMin } from '../limits.ts';

const secretText = z.string().min(secretCharsMin);

/** A client of Secrets Manager with the project's bounds. */
export function secretsClient(overrides: SecretsManagerClientConfig = {}): SecretsManagerClient {
  return new SecretsManagerClient({ ...awsClientOptions, ...overrides });
}

/** The secret could not be read now. Nothing can be served without it, but the next call may succeed. */
export class SecretUnavailable extends Error {
  override readonly name = 'SecretUnavailable';
}

/**
 * A function that returns the secret of the deployment. It is read once, at the first call, and kept while the function lives. A
 * failed read throws (nothing can be served without the secret) and is not kept, so the next call tries again. Concurrent calls
 * share one read.
 */
export function secretReader(client: SecretsManagerClient, arn: string): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => {
    reading ??= read(client, arn).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function read(client: SecretsManagerClient, arn: string): Promise<string> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: arn })).catch((error: unknown) => {
    throw new SecretUnavailable(`the secret could not be read: ${awsErrorName(error)}`);
  });
  const parsed = secretText.safeParse(answer.SecretString);
  // It says nothing about the value, as zod's own error would.
  if (!parsed.success) throw new Error(`the secret is not a text of at least ${secretCharsMin} characters`);
  return parsed.data;
}
