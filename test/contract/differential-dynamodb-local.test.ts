/** Compares the memory store with DynamoDB Local. */
import { describe, it } from 'vitest';
import { dynamoDbLocal, hasJava } from '../engines/dynamodb-local.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { differential } from './differential-store.ts';
import { storeAt } from './dynamodb-store.ts';

if (hasJava()) {
  describe('DynamoDB Local', () => {
    const url = engineForTests(dynamoDbLocal);
    differential('DynamoDB Local', () => storeAt(url()), 60);
  });
} else {
  // Skipped, and never reported as passed. test/summary-reporter.ts repeats the name in the summary.
  describe('DynamoDB Local', () => it.skip('NOT RUN: DynamoDB Local'));
}
