/** Settings in the requests of the DynamoDB store that no local engine can test by its answers: reads are always consistent. */
import { describe, expect, it } from 'vitest';
import type { Store } from '../../shared/ports.ts';
import { pass, startProxy } from '../engines/proxy.ts';
import { storeAt } from './dynamodb-store.ts';
import { absent, checkOf, freshKey, itemAt, putOf } from './store-samples.ts';

/** The bodies of the requests that an operation of the store sends. */
async function requestsOf(url: string, use: (store: Store) => Promise<unknown>): Promise<readonly string[]> {
  const proxy = await startProxy(url);
  const bodies: string[] = [];
  const record = async (exchange: Parameters<typeof pass>[0]) => {
    bodies.push(exchange.body.toString());
    await pass(exchange);
  };
  proxy.next(record, record);
  await use(storeAt(proxy.url));
  await proxy.close();
  return bodies;
}

export function requestsContract(url: () => string): void {
  describe('the requests to DynamoDB', () => {
    it.each<[string, boolean, (store: Store) => Promise<unknown>]>([
      ['get', true, (store) => store.get(freshKey())],
      ['getMany', true, (store) => store.getMany([freshKey('live'), freshKey('home')])],
      ['a query of a table', true, (store) => store.query({ table: 'home', pk: 'p', limit: 1 })],
      ['a count of a table', true, (store) => store.count({ table: 'live', pk: 'p', limit: 1 })],
      ['a single check', true, (store) => store.commit([checkOf(freshKey(), absent)])],
      ['a query of an index', false, (store) => store.query({ table: 'live', index: 'room', pk: 'p', limit: 1 })],
    ])('requests of %s are strongly consistent: %s', async (_, isConsistent, use) => {
      const [body = ''] = await requestsOf(url(), use);
      const asked = body.match(/"ConsistentRead":true/gu)?.length ?? 0;
      expect(asked).toBe(isConsistent ? (body.match(/earshot-(live|home)/gu)?.length ?? 0) : 0);
      expect(body).toContain('"ReturnConsumedCapacity":"INDEXES"');
    });

    it('every transaction has its own token', async () => {
      const writes = [putOf(itemAt(freshKey())), putOf(itemAt(freshKey()))];
      const bodies = await requestsOf(url(), async (store) => {
        await store.commit(writes);
        await store.commit(writes);
      });
      const tokens = bodies.map((body) => /"ClientRequestToken":"([^"]{36})"/u.exec(body)?.[1]);
      expect(new Set(tokens).size).toBe(2);
      expect(tokens).not.toContain(undefined);
    });
  });
}
