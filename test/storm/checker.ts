/** The checker: every invariant of ARCHITECTURE.md that a history can show, and a table of what was counted. */
import { decision } from './checks/decision.ts';
import { bothSidesFetch, everyRequestEnds } from './checks/ends.ts';
import { goneOffers } from './checks/gone-offers.ts';
import { hardConstraints } from './checks/hard-constraints.ts';
import { keptAvailability } from './checks/kept-availability.ts';
import { lastWord } from './checks/last-word.ts';
import { neverTwo } from './checks/never-two.ts';
import { order } from './checks/order.ts';
import { queueTime } from './checks/queue-time.ts';
import { sameKey } from './checks/same-key.ts';
import { helpEverywhere } from './checks/support.ts';
import type { Check, Evidence, Finding } from './evidence.ts';

const checks: readonly Check[] = [
  neverTwo,
  everyRequestEnds,
  bothSidesFetch,
  lastWord,
  keptAvailability,
  goneOffers,
  hardConstraints,
  order,
  queueTime,
  decision,
  sameKey,
  helpEverywhere,
];

/** Everything that was counted, by invariant. Pure: history, ledger and settings alone decide. */
export function check(evidence: Evidence): readonly Finding[] {
  return checks.flatMap((one) => one(evidence)).toSorted((a, b) => a.invariant - b.invariant);
}

/** A table for people: one line per count, and the violations, if any, below. */
export function tableOf(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const rows = findings.map(({ invariant, what, checked, violations, measured }) =>
    [
      String(invariant).padStart(9),
      what.padEnd(width),
      String(checked).padStart(8),
      String(violations.length).padStart(9),
      ...(measured === undefined ? [] : [` ${measured}`]),
    ].join('  '),
  );
  const head = ['invariant', 'what'.padEnd(width), ' checked', ' violated'].join('  ');
  return [head, ...rows, ...violationsOf(findings)].join('\n');
}

/** Every violation, with its invariant. */
export function violationsOf(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ invariant, violations }) => violations.map((one) => `${invariant}: ${one}`));
}
