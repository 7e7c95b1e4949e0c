/** `npm run planted:doors`: makes one hole after the other in a copy of the tree, and counts those that the tests see. */
import { flagsOf, someOf } from '../../fixtures/flags.ts';
import { holes } from './holes.ts';
import { Tree } from './tree.ts';

const usage = `Makes one hole after the other in a copy of the tree, and counts those that the tests see.

  npm run planted:doors -- [options]

  --only WORDS   only the holes whose names hold these words
  --help         this text`;

const { only } = flagsOf(usage, { only: { type: 'string', default: '' } });
const chosen = someOf(
  usage,
  only,
  holes.filter(({ what }) => what.includes(only)),
);
const tree = await Tree.copy();
const begun = performance.now();
const secondsSince = (from: number): number => (performance.now() - from) / 1_000;
let caught = 0;
try {
  // What they find without a hole is not the hole.
  for (const file of new Set(chosen.map(({ tests }) => tests.file))) {
    const seen = await tree.seenBy({ file, named: '' });
    if (seen !== undefined) throw new Error(`without a hole ${file} fails already: ${seen}`);
  }
  for (const [at, hole] of chosen.entries()) {
    const from = performance.now();
    const seen = await tree.withHole(hole);
    if (seen !== undefined) caught += 1;
    const columns = [
      `${at + 1}`.padStart(3),
      seen === undefined ? 'OPEN  ' : 'caught',
      `${secondsSince(from).toFixed(1)} s`.padStart(7),
    ];
    console.log([...columns, hole.what].join('  '));
    if (seen !== undefined) console.log(`${' '.repeat(22)}${seen}`);
  }
} finally {
  await tree.remove();
}
console.log(`${caught} of ${chosen.length} planted holes caught, ${Math.round(secondsSince(begun))} s`);
process.exitCode = caught === chosen.length ? 0 : 1;
