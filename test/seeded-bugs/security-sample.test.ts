/** Marked tests catch three seeded bugs in a copy of the project. `npm run seeded-bugs -- --kind test` runs all of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProduct } from './code/product.ts';
import { seeded } from './code/seed.ts';
import type { Engine } from './engines/engine.ts';
import { testEngine, testsMsMax } from './engines/tests.ts';
import { bugOf } from './seeded-bugs.ts';

const product = readProduct();
let engine: Engine;
beforeAll(async () => (engine = await testEngine()));
afterAll(() => engine.end());

describe('the tests catch', () => {
  it.each(['secrets-compared-by-operator', 'come-back-token-for-others', 'bug-message-logged'])(
    '%s',
    async (id) => {
      const bug = bugOf(id);
      expect(await engine.hunt({ bug, seeded: seeded(product, bug) })).toBeDefined();
    },
    testsMsMax,
  );

  it(
    'nothing in code without a bug',
    async () => {
      expect(await engine.hunt({ bug: bugOf('bug-message-logged'), seeded: [] })).toBeUndefined();
    },
    testsMsMax,
  );
});
