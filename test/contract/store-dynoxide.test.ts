import { expect, it } from 'vitest';
import { err } from '../../shared/domain/result.ts';
import { startDynamoDbEngine } from '../engines/dynamodb-engine.ts';
import { dynoxide } from '../engines/dynoxide.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { storeAt } from './dynamodb-store.ts';
import { capacityContract } from './store-consumed.contract.ts';
import { lostAnswersContract } from './store-lost-answers.contract.ts';
import { refusalsContract } from './store-refusals.contract.ts';
import { requestsContract } from './store-requests.contract.ts';
import { freshKey, itemAt, putOf, valueOf } from './store-samples.ts';
import { storeContract } from './store.contract.ts';

const url = engineForTests(dynoxide);

storeContract('DynamoDB, on the embedded engine', () => ({ store: storeAt(url()), settle: () => undefined }));
lostAnswersContract('the embedded engine', url);
refusalsContract(url);
capacityContract(url);
requestsContract(url);

it('the store answers unavailable after the engine is killed', async () => {
  const engine = await startDynamoDbEngine(dynoxide);
  const store = storeAt(engine.url);
  const item = itemAt(freshKey());
  valueOf(await store.commit([putOf(item)]));
  await engine.kill();
  // An open connection may notice it first: then it is not known whether the write arrived.
  await store.get(item.key);
  expect(await store.get(item.key)).toEqual(err({ code: 'unavailable' }));
  expect(await store.commit([putOf(itemAt(freshKey()))])).toEqual(err({ code: 'unavailable' }));
});
