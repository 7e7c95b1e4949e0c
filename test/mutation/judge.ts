/** Counts the mutants of a report of Stryker by their result, and finds those that an excuse covers. */
import * as z from 'zod';
import { anchored, type Found } from '../seeded-bugs/code/anchor.ts';
import { match, matchList, textOf, type Captures } from '../seeded-bugs/code/match.ts';
import { nodesOf } from '../seeded-bugs/code/node.ts';
import { patternOf } from '../seeded-bugs/code/pattern.ts';
import { productOf, type Product } from '../seeded-bugs/code/product.ts';
import type { Excuse } from './excuses/excuse.ts';

const place = z.object({ line: z.int(), column: z.int() });
const mutant = z.object({
  status: z.string(),
  replacement: z.string(),
  location: z.object({ start: place, end: place }),
});
export const report = z.object({ files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })) });
type Mutant = z.infer<typeof mutant>;

export interface Row {
  readonly file: string;
  readonly mutants: number;
  readonly killed: number;
  readonly timedOut: number;
  /** Mutants whose module does not load, so that every test fails. The score leaves them out, as in Stryker. */
  readonly broken: number;
  readonly equivalent: number;
  readonly survived: number;
}

export interface Verdict {
  readonly rows: readonly Row[];
  /** Mutants that survive without an excuse. */
  readonly open: readonly string[];
  /** Excuses that cover no surviving mutant. */
  readonly idle: readonly string[];
}

interface Change {
  readonly from: string;
  readonly to: string;
  /** The place of the excuse. Undefined if it is not exactly one place. */
  readonly found: Found | undefined;
}

/** Judges a report. Every change of an excuse covers one mutant: the first that matches. */
export function judge({ files }: z.infer<typeof report>, excuses: readonly Excuse[]): Verdict {
  const product = productOf(Object.entries(files).map(([file, { source }]) => [file, source] as const));
  const left = new Set(excuses.flatMap((excuse) => changesOf(product, excuse)));
  const open: string[] = [];
  const rows = Object.entries(files).map(([file, { source, mutants }]): Row => {
    const counts = { killed: 0, timedOut: 0, broken: 0, equivalent: 0, survived: 0 };
    for (const one of mutants) {
      const excused = isAlive(one) ? [...left].find((change) => covers(change, { file, source }, one)) : undefined;
      if (excused !== undefined) left.delete(excused);
      const fate = fateOf(one, excused !== undefined);
      counts[fate] += 1;
      if (fate === 'survived') open.push(toldOf(file, source, one));
    }
    return { file, mutants: mutants.length, ...counts };
  });
  return {
    rows,
    open,
    idle: [...left].map(({ from, to, found }) => `${found === undefined ? 'no place' : found.source.file}: ${from} => ${to}`),
  };
}

const isAlive = ({ status }: Mutant): boolean => !['Killed', 'Timeout', 'RuntimeError'].includes(status);

function fateOf({ status }: Mutant, isExcused: boolean): Exclude<keyof Row, 'file' | 'mutants'> {
  if (status === 'Killed') return 'killed';
  if (status === 'Timeout') return 'timedOut';
  if (status === 'RuntimeError') return 'broken';
  return isExcused ? 'equivalent' : 'survived';
}

function changesOf(product: Product, { around, within, changes }: Excuse): readonly Change[] {
  const found = placeOf(product, { anchor: around, ...(within === undefined ? {} : { within }) });
  return changes.map(([from, to]) => ({ from, to, found }));
}

function placeOf(product: Product, anchor: { readonly anchor: string; readonly within?: string }): Found | undefined {
  try {
    return anchored(product, anchor);
  } catch {
    return undefined;
  }
}

/** Whether the mutant is this change, at the place of its excuse. */
function covers(
  { from, to, found }: Change,
  { file, source }: { readonly file: string; readonly source: string },
  one: Mutant,
): boolean {
  if (found?.source.file !== file) return false;
  const [start, end] = [offsetOf(source, one.location.start), offsetOf(source, one.location.end)];
  const [wanted] = patternOf(from).nodes;
  const node = found.nodes
    .flatMap((root) => [...nodesOf(root)])
    .find((inside) => inside.start === start && inside.end === end && inside.type === wanted?.type);
  const held = node === undefined || wanted === undefined ? undefined : match(wanted, node, source, found.held);
  return held !== undefined && isSameCode(filled(to, held, source), one.replacement);
}

function filled(to: string, held: Captures, source: string): string {
  return to.replaceAll(/\$[a-z_]\w*/giu, (hole) => textOf(held.get(hole) ?? [], source));
}

function isSameCode(one: string, other: string): boolean {
  return matchList(patternOf(one).nodes, patternOf(other).nodes, other, new Map()) !== undefined;
}

function offsetOf(source: string, { line, column }: z.infer<typeof place>): number {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, column - 1);
}

function toldOf(file: string, source: string, { status, replacement, location: { start, end } }: Mutant): string {
  const code = source.slice(offsetOf(source, start), offsetOf(source, end)).replaceAll(/\s+/gu, ' ');
  return `${file}:${start.line}:${start.column} ${status}: ${code} => ${replacement.replaceAll(/\s+/gu, ' ')}`;
}
