/**
 * The result of every mutant, file by file, from the report of Stryker. Ends with 1 when a mutant survives that `equivalent.ts`
 * does not excuse, or when an excuse there matches no surviving mutant. So the list cannot be out of date and cannot hide a
 * mutant.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { equivalent } from './equivalent.ts';

const place = z.object({ line: z.int(), column: z.int() });
const mutant = z.object({
  status: z.string(),
  replacement: z.string(),
  location: z.object({ start: place, end: place }),
});
const report = z.object({ files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutant) })) });
type Mutant = z.infer<typeof mutant>;

const squeezed = (text: string) => text.replaceAll(/\s+/gu, ' ').trim();

/** The code that was changed, and the line in which it starts. */
function originalOf(source: string, { start, end }: Mutant['location']): { readonly line: string; readonly code: string } {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const [line = ''] = lines;
  const cut = lines.map((one, at) =>
    one.slice(at === 0 ? start.column - 1 : 0, at === lines.length - 1 ? end.column - 1 : one.length),
  );
  return { line: line.trim(), code: squeezed(cut.join('\n')) };
}

const { files } = report.parse(JSON.parse(readFileSync('.earshot/mutation.json', 'utf8')));
/** Each change that may survive, once. */
const excuses = new Set(
  equivalent.flatMap(({ file, line, changes }) => changes.map(([from, to]) => [file, line, from, to].join('\n'))),
);
const open: string[] = [];
const rows = Object.entries(files).map(([name, { source, mutants }]) => {
  const file = path.basename(name);
  const row = { file, mutants: mutants.length, killed: 0, timedOut: 0, broken: 0, equivalent: 0, survived: 0 };
  for (const { status, replacement, location } of mutants) {
    const { line, code } = originalOf(source, location);
    if (status === 'Killed') row.killed += 1;
    else if (status === 'Timeout') row.timedOut += 1;
    // The module does not load, so every test fails. Such mutants are left out of the score, as in Stryker.
    else if (status === 'RuntimeError') row.broken += 1;
    else if (excuses.delete([file, line, code, squeezed(replacement)].join('\n'))) row.equivalent += 1;
    else {
      row.survived += 1;
      open.push(`${name}:${location.start.line}:${location.start.column} ${status}: ${code} => ${squeezed(replacement)}`);
    }
  }
  return row;
});

const all = rows.reduce((sum, row) => ({
  file: 'all',
  mutants: sum.mutants + row.mutants,
  killed: sum.killed + row.killed,
  timedOut: sum.timedOut + row.timedOut,
  broken: sum.broken + row.broken,
  equivalent: sum.equivalent + row.equivalent,
  survived: sum.survived + row.survived,
}));
/** The share of killed mutants among those that a test can tell from the code. */
const score = (row: typeof all) =>
  `${((100 * (row.killed + row.timedOut)) / (row.mutants - row.broken - row.equivalent)).toFixed(1)} %`;
console.table([...rows.toSorted((a, b) => (a.file < b.file ? -1 : 1)), all].map((row) => ({ ...row, score: score(row) })));

if (open.length > 0) console.log(`\nsurvived:\n${open.join('\n')}`);
for (const excuse of excuses) console.log(`\nexcused, but does not survive or does not exist any more:\n${excuse}`);
process.exitCode = open.length + excuses.size > 0 ? 1 : 0;
