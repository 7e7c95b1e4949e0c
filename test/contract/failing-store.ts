/** A store behind a proxy that a test tells what becomes of the next requests. */
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Store } from '../../shared/ports.ts';
import { startProxy } from '../engines/proxy.ts';
import type { Proxy, Step } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';

export interface FailingStore {
  readonly store: Store;
  /** How many requests it has sent. */
  readonly sent: () => number;
}

/** The pauses between the SDK's tries at their shortest, which is nothing: they are any part of up to seconds. */
export function withoutJitter(): void {
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
}

/** Two tries instead of three. */
export const twoTries = { maxAttempts: 2 } satisfies DynamoDBClientConfig;

/** Two tries that wait 200 ms for an answer. */
export const impatient = {
  ...twoTries,
  requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
} satisfies DynamoDBClientConfig;

/** Gives, inside a test, a store before the engine at `url` whose next requests fare as told; those after them pass. */
export function failingStores(url: () => string): (steps: readonly Step[], client?: DynamoDBClientConfig) => FailingStore {
  let proxy: Proxy | undefined;
  beforeAll(async () => {
    proxy = await startProxy(url());
  });
  afterAll(async () => proxy?.close());
  return (steps, client) => {
    if (proxy === undefined) throw new Error('the proxy is not started');
    const { next, url: front, requests: before } = proxy;
    next(...steps);
    return { store: storeAt(front, client), sent: () => (proxy?.requests ?? 0) - before };
  };
}
