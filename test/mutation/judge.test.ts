/** An excuse finds its place by the code, and each change of it covers one mutant. */
import { describe, expect, it } from 'vitest';
import { anchored } from '../seeded-bugs/code/anchor.ts';
import { match } from '../seeded-bugs/code/match.ts';
import { nodesOf } from '../seeded-bugs/code/node.ts';
import { patternOf } from '../seeded-bugs/code/pattern.ts';
import { readProduct } from '../seeded-bugs/code/product.ts';
import type { Excuse } from './excuses/excuse.ts';
import { excuses } from './excuses/excuses.ts';
import { judge } from './judge.ts';

const product = readProduct();

describe('every excuse', () => {
  it.each(excuses)('has one place, which contains the code that it changes: $around', ({ around, within, changes }) => {
    const found = anchored(product, { anchor: around, within });
    for (const [from] of changes) {
      const wanted = patternOf(from).nodes[0];
      const nodes = found.nodes.flatMap((root) => [...nodesOf(root)]);
      const matching = nodes.filter(
        (node) => wanted !== undefined && match(wanted, node, found.source.text, found.held) !== undefined,
      );
      expect(matching, from).not.toEqual([]);
    }
  });
});

/** Code as in a report of Stryker. Lines and columns count from 1, and the end is after the last character. */
const source = [
  'function better(a, b) {',
  '  if (a.cost === b.cost) return 0;',
  '  return a.cost < b.cost ? -1 : 1;',
  '}',
  '',
].join('\n');
const mutant = (line: number, columns: readonly [number, number], replacement: string, status = 'Survived') => ({
  status,
  replacement,
  location: { start: { line, column: columns[0] }, end: { line, column: columns[1] } },
});
const sample = (text = source) => ({
  files: {
    'policy/better.ts': {
      source: text,
      mutants: [
        mutant(3, [10, 25], 'a.cost <= b.cost'),
        mutant(3, [10, 25], 'a.cost >= b.cost', 'Killed'),
        mutant(2, [7, 24], 'true', 'Timeout'),
        mutant(2, [7, 24], 'false', 'RuntimeError'),
      ],
    },
  },
});
const excuse: Excuse = {
  around: 'return $a.cost < $b.cost ? -1 : 1;',
  changes: [['$a.cost < $b.cost', '$a.cost <= $b.cost']],
  why: 'they are not equal here',
};

describe('a report', () => {
  it('counts the mutants by their result', () => {
    const { rows, open, idle } = judge(sample(), [excuse]);
    expect(rows).toEqual([
      { file: 'policy/better.ts', mutants: 4, killed: 1, timedOut: 1, broken: 1, equivalent: 1, survived: 0 },
    ]);
    expect({ open, idle }).toEqual({ open: [], idle: [] });
  });

  it('reports a mutant that survives without an excuse', () => {
    expect(judge(sample(), []).open).toEqual(['policy/better.ts:3:10 Survived: a.cost < b.cost => a.cost <= b.cost']);
  });

  it('reports an excuse for a mutant that does not survive or does not exist', () => {
    const killed: Excuse = { ...excuse, changes: [['$a.cost < $b.cost', '$a.cost >= $b.cost']] };
    expect(judge(sample(), [excuse, killed]).idle).toEqual(['policy/better.ts: $a.cost < $b.cost => $a.cost >= $b.cost']);
    const nowhere: Excuse = { ...excuse, around: 'return $a.price < $b.price ? -1 : 1;' };
    expect(judge(sample(), [excuse, nowhere]).idle).toEqual(['no place: $a.cost < $b.cost => $a.cost <= $b.cost']);
  });

  it('excuses one mutant for each change', () => {
    const twice = sample();
    twice.files['policy/better.ts'].mutants.push(mutant(3, [10, 25], 'a.cost<=b.cost'));
    expect(judge(twice, [excuse])).toMatchObject({ rows: [{ equivalent: 1, survived: 1 }] });
  });

  it('finds the place of an excuse after lines and local names have changed', () => {
    const moved = `// a comment\n${source.replaceAll('a.', 'x.').replaceAll('b.', 'y.').replace('(a, b)', '(x, y)')}`;
    const { mutants } = sample().files['policy/better.ts'];
    const down = mutants.map((one) => ({
      ...one,
      replacement: one.replacement.replaceAll('a.', 'x.').replaceAll('b.', 'y.'),
      location: {
        start: { ...one.location.start, line: one.location.start.line + 1 },
        end: { ...one.location.end, line: one.location.end.line + 1 },
      },
    }));
    const verdict = judge({ files: { 'other/file.ts': { source: moved, mutants: down } } }, [excuse]);
    expect(verdict).toMatchObject({ open: [], idle: [] });
  });
});
