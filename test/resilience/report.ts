/** The verdicts as a table, and the details of each verdict. */
import type { Verdict } from './verdict.ts';

const columns: readonly { readonly head: string; readonly cell: (verdict: Verdict) => string }[] = [
  { head: 'scenario', cell: ({ scenario }) => scenario },
  { head: 'acknowledged', cell: ({ acknowledged }) => String(acknowledged) },
  { head: 'lost', cell: ({ lost }) => String(lost) },
  { head: 'double', cell: ({ double }) => String(double) },
  { head: 'violations', cell: ({ violations }) => String(violations.length) },
  { head: 'disruptions survived', cell: ({ survived }) => String(survived) },
  { head: 'longest recovery', cell: ({ longestRecoveryMs }) => `${(longestRecoveryMs / 1000).toFixed(1)} s` },
];

/** A line for each scenario and one for all, and NOT RUN with the reason for each scenario that did not run. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const run = verdicts.filter(({ notRun }) => notRun === undefined);
  const rows = [...run, together(run)].map((verdict) => columns.map(({ cell }) => cell(verdict)));
  const widths = columns.map(({ head }, at) => Math.max(head.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells.map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join('  ');
  const not = verdicts.flatMap(({ scenario, notRun }) => (notRun === undefined ? [] : [`NOT RUN: ${scenario}: ${notRun}`]));
  return [line(columns.map(({ head }) => head)), ...rows.map(line), ...not].join('\n');
}

function together(verdicts: readonly Verdict[]): Verdict {
  const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((all, one) => all + of(one), 0);
  return {
    scenario: 'all',
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost),
    double: sum(({ double }) => double),
    survived: sum(({ survived }) => survived),
    longestRecoveryMs: Math.max(0, ...verdicts.map(({ longestRecoveryMs }) => longestRecoveryMs)),
    violations: verdicts.flatMap(({ violations }) => violations),
    lines: [],
  };
}

/** What happened in a scenario, and its violations. */
export function detailsOf({ scenario, lines, violations }: Verdict): string {
  return [`${scenario}:`, ...lines.map((line) => `  ${line}`), ...violations.map((one) => `  VIOLATED ${one}`)].join('\n');
}
