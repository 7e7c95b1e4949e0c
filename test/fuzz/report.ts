/** The result of a run, as tables and texts to print. */
import type { Finding, Fuzzed } from './run.ts';
import { shown } from './request.ts';
import type { Tally } from './tally.ts';

/** The figures of a run for each route, each kind of spoiling, and each outcome. */
export function tables(tally: Tally): string {
  const rows = (title: string, all: Tally['routes']): string[][] => [
    [title, 'sent', 'accepted', 'refused', 'other'],
    ...[...all]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { sent, accepted, refused, other }]) => [name, ...[sent, accepted, refused, other].map(String)]),
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

/** One line with the main figures of a run. */
export function summary({ tally, findings, seconds }: Fuzzed & { readonly seconds: number }): string {
  const { sent, swept, replayed, compared, shed, slowest } = tally;
  const rate = Math.round(sent / seconds);
  return (
    `${sent} requests (${swept} swept) in ${seconds.toFixed(1)} s (${rate} a second, slowest ${Math.round(slowest.ms)} ms: ${slowest.what}; ${shed} shed), ` +
    `tables compared after ${compared} refused requests (${replayed} of them sent again), ${findings.length} findings`
  );
}

/** A finding: the rule, its violation, and the smallest request that causes it. */
export function findingText({ rule, what, request, isSmallest }: Finding, seed: number): string {
  const head = `${rule.toUpperCase()}: ${what}`;
  if (request === undefined) return head;
  const how = isSmallest ? 'the smallest request that causes it' : 'the request as it was sent; a second time it did not happen';
  return `${head}\n--seed ${seed} --only ${request.n} (${how})\n${shown(request)}`;
}
