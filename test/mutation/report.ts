/**
 * What became of the mutants, file by file, from the report that Stryker leaves. Ends with 1 where one survives that
 * `equivalent.ts` does not excuse, or where that excuses what no longer survives: so the list can neither lag nor hide anything.
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

/** The code that was changed, and the line it starts in. */
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
    // The module does not load: every test fails, and it is left out of the score, as Stryker does.
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
/** Of those that can be told from the code, how many were. */
const score = (row: typeof all) =>
  `${((100 * (row.killed + row.timedOut)) / (row.mutants - row.broken - row.equivalent)).toFixed(1)} %`;
console.table([...rows.toSorted((a, b) => (a.file < b.file ? -1 : 1)), all].map((row) => ({ ...row, score: score(row) })));

if (open.length > 0) console.log(`\nsurvived:\n${open.join('\n')}`);
for (const excuse of excuses) console.log(`\ncalled equivalent, but does not survive, or is no longer there:\n${excuse}`);
process.exitCode = open.length + excuses.size > 0 ? 1 : 0;
