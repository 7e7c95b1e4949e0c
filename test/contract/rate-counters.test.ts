/** Rate counters: one contract, in memory and on the embedded engine. */
import { describe, expect, it } from 'vitest';
import { dynamoDbClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamoDbRateCounters } from '../../shared/adapters/dynamodb/rate-counters.ts';
import { instantBackoff } from '../../shared/adapters/memory/backoff.ts';
import { memoryRateCounters } from '../../shared/adapters/memory/rate-counters.ts';
import { epochMs } from '../../shared/domain/time.ts';
import type { Key, RateCounters } from '../../shared/ports.ts';
import { engineClientConfig } from '../engines/dynamodb-engine.ts';
import { dynoxide } from '../engines/dynoxide.ts';
import { engineForTests } from '../engines/engine-for-tests.ts';
import { testTables } from '../engines/tables.ts';
import { valueOf } from './store-samples.ts';

const until = epochMs.parse(1_800_000_000_000);
const counter = (name: string): Key => ({ table: 'live', pk: `RATE#${name}`, sk: '-' });
const url = engineForTests(dynoxide);

function onEngine(): RateCounters {
  return dynamoDbRateCounters({
    client: dynamoDbClient(engineClientConfig(url())),
    tables: testTables,
    backoff: instantBackoff(),
  });
}

describe.each<[string, () => RateCounters]>([
  ['in memory', memoryRateCounters],
  ['on the embedded engine', onEngine],
])('rate counters %s', (_where, make) => {
  it('rate counters count every hit of a bucket once, even when many come at once', async () => {
    const rates = make();
    const counts = await Promise.all(Array.from({ length: 40 }, () => rates.hit(counter('together'), until)));
    expect(counts.map((count) => valueOf(count)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
  });

  it('rate counters keep buckets apart', async () => {
    const rates = make();
    await rates.hit(counter('one'), until);
    expect(valueOf(await rates.hit(counter('other'), until))).toBe(1);
    expect(valueOf(await rates.hit(counter('one'), until))).toBe(2);
  });
});
