/** What a run found, as tables and texts for people. */
import type { Finding, Fuzzed } from './run.ts';
import { shown } from './request.ts';
import type { Tally } from './tally.ts';

/** The figures of a run: per route, per kind of spoiling, per outcome. */
export function tables(tally: Tally): string {
  const rows = (title: string, all: Tally['routes']): string[][] => [
    [title, 'sent', 'taken', 'refused', 'other'],
    ...[...all]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { sent, taken, refused, other }]) => [name, ...[sent, taken, refused, other].map(String)]),
  ];
  const outcomes = [['outcome', 'answers'], ...[...tally.outcomes].toSorted().map(([name, count]) => [name, String(count)])];
  return [rows('route', tally.routes), rows('kind', tally.kinds), outcomes].map(aligned).join('\n\n');
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '))
    .join('\n');
}

/** One line that says it all. */
export function summary({ tally, findings, seconds }: Fuzzed & { readonly seconds: number }): string {
  const { sent, swept, replayed, compared, putOff, slowest } = tally;
  const rate = Math.round(sent / seconds);
  return (
    `${sent} requests (${swept} swept) in ${seconds.toFixed(1)} s (${rate} a second, slowest ${Math.round(slowest.ms)} ms: ${slowest.what}; ${putOff} put off), ` +
    `${compared} refused ones left both tables as they were (${replayed} of them sent again for it), ${findings.length} findings`
  );
}

/** A finding: the rule, what broke it, and the smallest request that does. */
export function findingText({ rule, what, request, isSmallest }: Finding, seed: number): string {
  const head = `${rule.toUpperCase()}: ${what}`;
  if (request === undefined) return head;
  const how = isSmallest ? 'the smallest that does it' : 'as it was sent; sent again it did not happen';
  return `${head}\n--seed ${seed} --only ${request.n} (${how})\n${shown(request)}`;
}
