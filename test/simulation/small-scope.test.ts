/**
 * Plays every interleaving of two, three or four invocations of each small case over the real code, to the end. All invocations of every
 * case at the same time is `npm run simulation -- --small`, which takes hours.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inWorkers } from './workers/workers.ts';
import type { ExploredCase } from './workers/messages.ts';
import { exploredLine } from './simulate-small.ts';
import { cases } from './small-scope/cases.ts';

/** Maximum of states of one group: more than any of these has. */
const statesMax = 50_000;
const minute = 60_000;

const played = [...cases].map(([name, { actors, statesMin }]) => ({ name, actors, statesMin }));
const found = new Map<string, ExploredCase>();
const all = inWorkers(played, async (worker, { name, actors }) => {
  found.set(name, await worker.case({ kind: 'case', name, actors, statesMax }));
});
afterAll(() => all);

describe('no interleaving violates an invariant', () => {
  it.each(played)(
    'of $actors at the same time: $name',
    async ({ name, statesMin }) => {
      await all;
      const one = found.get(name);
      if (one !== undefined) console.log(exploredLine(one));
      expect(one?.broken).toBeUndefined();
      expect(one?.complete).toBe(true);
      expect(one?.states).toBeGreaterThan(statesMin);
    },
    5 * minute,
  );
});
