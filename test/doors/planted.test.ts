/** The planted holes can still be made: each is found once in its file. A few are hunted; `npm run planted:doors` hunts them all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf, withBug } from '../simulation/workers/plant.ts';
import { holeCalled, holes } from './planted/holes.ts';
import { huntMsMax } from './planted/limits.ts';
import { Tree } from './planted/tree.ts';

describe('planted holes', () => {
  it.each(holes)('$what', (hole) => {
    const text = textOf(hole);
    expect(withBug(hole, text)).not.toBe(text);
  });

  it('are many, and no two are the same', () => {
    expect(holes.length).toBeGreaterThanOrEqual(30);
    expect(new Set(holes.map(({ what }) => what)).size).toBe(holes.length);
  });
});

describe('the doors catch', () => {
  let tree: Tree;
  beforeAll(async () => (tree = await Tree.copy()));
  afterAll(() => tree.remove());

  it.each(['secrets are compared character by character', 'a come-back token is anybody’s', 'the message of a bug is logged'])(
    '%s',
    async (what) => {
      expect(await tree.withHole(holeCalled(what))).toBeDefined();
    },
    huntMsMax,
  );

  it(
    'nothing where there is nothing',
    async () => {
      expect(await tree.seenBy({ file: 'test/doors/bug-log.test.ts', named: '' })).toBeUndefined();
    },
    huntMsMax,
  );
});
