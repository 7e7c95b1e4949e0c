/** The checker: every invariant that a history can show, and a table of what was checked. */
import { decision } from './checks/decision.ts';
import { bothSidesFetch, everyRequestEnds } from './checks/ends.ts';
import { goneOffers } from './checks/gone-offers.ts';
import { hardConstraints } from './checks/hard-constraints.ts';
import { keptAvailability } from './checks/kept-availability.ts';
import { afterCancelOrOff } from './checks/after-cancel-or-off.ts';
import { neverTwo } from './checks/never-two.ts';
import { order } from './checks/order.ts';
import { queueTime } from './checks/queue-time.ts';
import type { Check, Evidence } from './evidence.ts';
import type { Finding } from '../world/history/finding.ts';
import type { Change } from './ledger.ts';
import { talkChanges } from './replay.ts';
import { positionsTold } from '../world/history/positions.ts';
import { sameKey } from '../world/history/same-key.ts';
import { helpEverywhere } from '../world/history/support.ts';

const checks: readonly Check[] = [
  neverTwo,
  everyRequestEnds,
  bothSidesFetch,
  afterCancelOrOff,
  keptAvailability,
  goneOffers,
  hardConstraints,
  order,
  queueTime,
  decision,
  ({ history, ledger }) => sameKey(history, createdIn(ledger)),
  ({ history }) => positionsTold(history),
  ({ history }) => helpEverywhere(history),
];

/** What every check found, sorted by invariant. Pure: only history, ledger and settings decide. */
export function check(evidence: Evidence): readonly Finding[] {
  return checks.flatMap((one) => one(evidence)).toSorted((a, b) => a.invariant - b.invariant);
}

/** A table to read: one line for each finding, and the violations below. */
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

function createdIn(ledger: readonly Change[]): readonly string[] {
  return talkChanges(ledger).flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after.id] : []));
}
