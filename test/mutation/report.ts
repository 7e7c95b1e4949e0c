/**
 * What became of the mutants, file by file, from the report that Stryker leaves. Ends with 1 where one survives that
 * `equivalent.ts` does not excuse, or where that excuses one that died: so the list can neither lag nor hide anything.
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
const used = new Set<(typeof equivalent)[number]>();
const open: string[] = [];
const excusedDead: string[] = [];
const rows = Object.entries(files).map(([name, { source, mutants }]) => {
  const file = path.basename(name);
  const row = { file, mutants: mutants.length, killed: 0, timedOut: 0, equivalent: 0, survived: 0 };
  for (const { status, replacement, location } of mutants) {
    const { line, code } = originalOf(source, location);
    const to = squeezed(replacement);
    const excuse = equivalent.find(
      (one) => one.file === file && one.line === line && one.changes.some(([from, into]) => from === code && into === to),
    );
    const said = `${name}:${location.start.line}:${location.start.column} ${status}: ${code} => ${to}`;
    if (excuse !== undefined) used.add(excuse);
    if (status === 'Killed') row.killed += 1;
    else if (status === 'Timeout') row.timedOut += 1;
    else if (excuse === undefined) row.survived += 1;
    else row.equivalent += 1;
    if (status === 'Killed' && excuse !== undefined) excusedDead.push(said);
    if (!['Killed', 'Timeout'].includes(status) && excuse === undefined) open.push(said);
  }
  return row;
});

const all = rows.reduce((sum, row) => ({
  file: 'all',
  mutants: sum.mutants + row.mutants,
  killed: sum.killed + row.killed,
  timedOut: sum.timedOut + row.timedOut,
  equivalent: sum.equivalent + row.equivalent,
  survived: sum.survived + row.survived,
}));
/** Of those that can be told from the code, how many were. */
const score = (row: typeof all) => `${((100 * (row.killed + row.timedOut)) / (row.mutants - row.equivalent)).toFixed(1)} %`;
console.table([...rows, all].map((row) => ({ ...row, score: row.mutants === row.equivalent ? '' : score(row) })));

const unused = equivalent.filter((one) => !used.has(one)).map(({ file, line }) => `${file}: ${line}`);
for (const [title, lines] of [
  ['survived', open],
  ['called equivalent, but killed', excusedDead],
  ['called equivalent, but no longer there', unused],
] as const)
  if (lines.length > 0) console.log(`\n${title}:\n${lines.join('\n')}`);
process.exitCode = open.length + excusedDead.length + unused.length > 0 ? 1 : 0;
