/** Compares the memory store with the engines: the simulation is only as good as its store. */
import { describe, it } from 'vitest';
import { memoryStore } from '../../shared/adapters/memory/store.ts';
import { dynamoDbLocal, hasJava } from '../engines/dynamodb-local.ts';
import { dynoxide } from '../engines/dynoxide.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { differential } from './differential-store.ts';
import { storeAt } from './dynamodb-store.ts';

describe('the embedded engine', () => {
  const url = engineForTests(dynoxide);
  differential('dynoxide', () => storeAt(url()), 120);
});

describe('memory whose indexes are updated at every read', () => {
  differential('memory with a lag of 0', () => memoryStore({ indexLag: { now: () => 0, lagMs: () => 0 } }), 50);
});

if (hasJava()) {
  describe('DynamoDB Local', () => {
    const url = engineForTests(dynamoDbLocal);
    differential('DynamoDB Local', () => storeAt(url()), 60);
  });
} else {
  // Skipped, and never reported as passed. test/summary-reporter.ts repeats the name in the summary.
  describe('DynamoDB Local', () => it.skip('NOT RUN: DynamoDB Local'));
}
