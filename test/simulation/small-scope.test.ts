/**
 * Every interleaving of a few invocations over the real code, played to the end: whatever two, three or four of each case can
 * do to each other. All of every case at once is `npm run simulation -- --small`, which takes hours.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { inWorkers } from './workers/workers.ts';
import type { ExploredCase } from './workers/messages.ts';
import { exploredLine } from './simulate-small.ts';
import { cases } from './small-scope/cases.ts';

/** States of one group at most: more than any of these has. */
const statesMax = 50_000;
const minute = 60_000;

const played = [...cases].map(([name, { actors, statesMin }]) => ({ name, actors, statesMin }));
const found = new Map<string, ExploredCase>();
const all = inWorkers(played, async (worker, { name, actors }) => {
  found.set(name, await worker.case({ kind: 'case', name, actors, statesMax }));
});
afterAll(() => all);

describe('every interleaving breaks nothing', () => {
  it.each(played)(
    'of $actors at once: $name',
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
