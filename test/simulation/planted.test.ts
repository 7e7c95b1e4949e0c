/** The planted bugs can still be planted: each is found once in its file. A few are hunted; `npm run planted` hunts them all. */
import { afterAll, describe, expect, it } from 'vitest';
import { SimulationWorker } from './workers/workers.ts';
import { textOf, withBug } from './workers/plant.ts';
import { hunt } from './planted/hunt.ts';
import { bugCalled, mutations } from './planted/mutations.ts';

describe('planted bugs', () => {
  it.each(mutations)('$what', (bug) => {
    const text = textOf(bug);
    expect(withBug(bug, text)).not.toBe(text);
  });

  it('are many, and no two are the same', () => {
    expect(mutations.length).toBeGreaterThanOrEqual(30);
    expect(new Set(mutations.map(({ what }) => what)).size).toBe(mutations.length);
  });
});

describe('the simulation catches', () => {
  const sound = new SimulationWorker();
  afterAll(() => sound.end());

  it.each([
    'the rev of the request is not checked',
    'the wake after asking is never sent',
    'the reconciler is off',
    'a forgotten expiry',
    'a lapse that wins over an accept',
    'an off that a late renewal undoes',
    'the newest first',
  ])(
    '%s',
    async (what) => {
      const { caught, tried } = await hunt(bugCalled(what), sound, 150);
      expect(caught, `after ${tried} seeds`).toBeDefined();
    },
    120_000,
  );
});
