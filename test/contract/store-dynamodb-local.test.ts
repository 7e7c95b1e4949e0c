import { describe, it } from 'vitest';
import { dynamoDbLocal, hasJava } from '../engines/dynamodb-local.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { storeAt } from './dynamodb-store.ts';
import { lostAnswersContract } from './store-lost-answers.contract.ts';
import { storeContract } from './store.contract.ts';

if (hasJava()) {
  const url = engineForTests(dynamoDbLocal);
  storeContract('DynamoDB, on DynamoDB Local', () => ({ store: storeAt(url()), settle: () => undefined }));
  lostAnswersContract('DynamoDB Local', url);
} else {
  // Skipped, and never reported as passed. test/summary-reporter.ts repeats the name in the summary.
  describe('the store of DynamoDB, on DynamoDB Local', () => it.skip('NOT RUN: DynamoDB Local'));
}
