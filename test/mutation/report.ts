/** Prints the result of every mutant, file by file. Ends with 1 when a mutant survives without an excuse, or an excuse matches no surviving mutant. */
import { readFileSync } from 'node:fs';
import { excuses } from './excuses/excuses.ts';
import { judge, report, type Row } from './judge.ts';

const { rows, open, idle } = judge(report.parse(JSON.parse(readFileSync('.earshot/mutation.json', 'utf8'))), excuses);

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
const score = (row: Row): string =>
  `${((100 * (row.killed + row.timedOut)) / (row.mutants - row.broken - row.equivalent)).toFixed(1)} %`;
console.table([...rows.toSorted((a, b) => (a.file < b.file ? -1 : 1)), all].map((row) => ({ ...row, score: score(row) })));

if (open.length > 0) console.log(`\nsurvived:\n${open.join('\n')}`);
if (idle.length > 0) console.log(`\nexcused, but does not survive or does not exist any more:\n${idle.join('\n')}`);
process.exitCode = open.length + idle.length > 0 ? 1 : 0;
