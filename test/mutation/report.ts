/** Prints what became of the mutants, file by file. Ends with 1 where one survives without an excuse, or where an excuse is idle. */
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
/** Of those that can be told from the code, how many were. */
const score = (row: Row): string =>
  `${((100 * (row.killed + row.timedOut)) / (row.mutants - row.broken - row.equivalent)).toFixed(1)} %`;
console.table([...rows.toSorted((a, b) => (a.file < b.file ? -1 : 1)), all].map((row) => ({ ...row, score: score(row) })));

if (open.length > 0) console.log(`\nsurvived:\n${open.join('\n')}`);
if (idle.length > 0) console.log(`\nexcused, but does not survive, or is no longer there:\n${idle.join('\n')}`);
process.exitCode = open.length + idle.length > 0 ? 1 : 0;
