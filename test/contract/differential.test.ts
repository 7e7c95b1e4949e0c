/** The memory store and the engines, held against each other: the simulation is worth what its store is. */
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

describe('memory whose indexes are brought up to date at every look', () => {
  differential('memory with a lag of nothing', () => memoryStore({ indexLag: { now: () => 0, lagMs: () => 0 } }), 50);
});

if (hasJava()) {
  describe('DynamoDB Local', () => {
    const url = engineForTests(dynamoDbLocal);
    differential('DynamoDB Local', () => storeAt(url()), 60);
  });
} else {
  // Skipped, never passed; test/summary-reporter.ts repeats the name in the summary.
  describe('DynamoDB Local', () => it.skip('NOT RUN: DynamoDB Local'));
}
