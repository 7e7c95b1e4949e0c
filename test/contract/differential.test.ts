/** Compares the memory store with the embedded engine: the simulation is only as good as its store. */
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

describe('memory whose indexes are updated at every read', () => {
  differential('memory with a lag of 0', () => memoryStore({ indexLag: { now: () => 0, lagMs: () => 0 } }), 50);
});
