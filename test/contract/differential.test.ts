/** The memory store and the embedded engine, held against each other: the simulation is worth what its store is. */
import { describe } from 'vitest';
import { memoryStore } from '../../shared/adapters/memory/store.ts';
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
