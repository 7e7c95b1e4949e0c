/** A store behind a proxy. A test tells the proxy what happens to the next requests. */
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Io } from '../../shared/adapters/dynamodb/io.ts';
import type { Store } from '../../shared/ports.ts';
import { startProxy, type Proxy, type Step } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';

export interface FailingStore {
  readonly store: Store;
  /** Number of requests that the store has sent. */
  readonly sent: () => number;
}

/** Makes the pauses between the SDK's attempts 0. Otherwise they are random and up to seconds long. */
export function withoutJitter(): void {
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
}

/** Two attempts instead of three. */
export const twoTries = { maxAttempts: 2 } satisfies DynamoDBClientConfig;

/** Two attempts that each wait 200 ms for an answer. */
export const shortTimeout = {
  ...twoTries,
  requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
} satisfies DynamoDBClientConfig;

/**
 * Returns, inside a test, a store in front of the engine at `url`. The steps decide what happens to its next requests. Requests
 * after them pass.
 */
export function failingStores(
  url: () => string,
): (steps: readonly Step[], client?: DynamoDBClientConfig, io?: Partial<Io>) => FailingStore {
  let proxy: Proxy | undefined;
  beforeAll(async () => {
    proxy = await startProxy(url());
  });
  afterAll(async () => proxy?.close());
  return (steps, client, io) => {
    if (proxy === undefined) throw new Error('the proxy is not started');
    const { next, url: front, requests: before } = proxy;
    next(...steps);
    return { store: storeAt(front, client, io), sent: () => (proxy?.requests ?? 0) - before };
  };
}
