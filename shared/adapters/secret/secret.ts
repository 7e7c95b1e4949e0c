import { GetSecretValueCommand, SecretsManagerClient, type SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { awsClientOptions } from '../aws-client-options.ts';
import { awsErrorName } from '../aws-failures.ts';
import { secretCharsMin, secretFreshMs } from '../limits.ts';

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
 * A function that returns the secret of the deployment. It is read at the first call, and again when it is older than `secretFreshMs`: a process
 * may live for hours, and a secret that was changed because it leaked must soon count nowhere. A failed first read throws (nothing can be served
 * without the secret) and is not kept, so the next call tries again. After a failed later read the known secret serves on until the next one.
 * Concurrent calls share one read. `now` is in milliseconds on any clock.
 */
export function secretReader(
  client: SecretsManagerClient,
  arn: string,
  now: () => number = () => performance.now(),
): () => Promise<string> {
  let known: string | undefined;
  let readAt = 0;
  let reading: Promise<string> | undefined;
  const again = async (): Promise<string> => {
    try {
      known = await read(client, arn);
      return known;
    } catch (error) {
      if (known === undefined) throw error;
      return known;
    } finally {
      readAt = now();
      reading = undefined;
    }
  };
  return async () => {
    if (known !== undefined && now() - readAt < secretFreshMs) return known;
    reading ??= again();
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
