/** The verdict of a scenario: what was acknowledged, what of it was lost or exists twice, and how long the service took to recover. */
import * as z from 'zod';
import { check } from '../chaos/checker.ts';
import type { Evidence } from '../chaos/evidence.ts';
import type { Finding } from '../world/history/finding.ts';
import { isOfGateway, type Operation } from '../world/history/operation.ts';
import { functionsWithLogs, type Service } from '../chaos/service.ts';
import { contract } from '../../shared/contract/contract.ts';
import { recoveryMsMax } from './limits.ts';
import type { Recovery } from './probe.ts';

export const verdictSchema = z.object({
  scenario: z.string(),
  /** Why the scenario could not run. Then all other fields are empty. */
  notRun: z.string().optional(),
  /** Changes that were acknowledged. */
  acknowledged: z.number(),
  lost: z.number(),
  double: z.number(),
  /** Disruptions after which the service recovered. */
  survived: z.number(),
  longestRecoveryMs: z.number(),
  /** All violations, including what was lost or doubled. */
  violations: z.array(z.string()),
  /** What happened, to print. */
  lines: z.array(z.string()),
});

export type Verdict = z.infer<typeof verdictSchema>;

interface Told {
  readonly scenario: string;
  readonly recoveries: readonly Recovery[];
  /** Violations that the scenario found. */
  readonly violations: readonly string[];
  readonly lines: readonly string[];
}

export interface Happened extends Told {
  readonly evidence: Evidence;
  readonly service: Pick<Service, 'stateDir' | 'logged'>;
}

/** Numbers of the invariants that are violated by a loss, and by a double. */
const losses = [2, 3];
const doubles = [1, 10];

/** The verdict on what clients saw and what the service wrote. */
export function verdictOf(happened: Happened): Verdict {
  const { scenario, evidence, recoveries, service } = happened;
  const history = evidence.history.map(withoutGateway);
  const findings = check({ ...evidence, history });
  const lostReports = reportsLost(history);
  const found = findings.flatMap(({ invariant, violations: own }) => own.map((one) => `${invariant}: ${one}`));
  return {
    scenario,
    acknowledged: history.filter(({ route, outcome }) => outcome === 'ok' && contract[route].method !== 'GET').length,
    lost: count(findings, losses) + lostReports.length,
    double: count(findings, doubles),
    survived: recoveries.length,
    longestRecoveryMs: longest(recoveries),
    violations: [...happened.violations, ...found, ...lostReports, ...bugsIn(service)],
    lines: [...happened.lines, ...recoveries.map(lineOf)],
  };
}

/** The verdict on a service that did not recover: it cannot answer what became of any request. */
export function notRecovered({ scenario, recoveries, violations, lines }: Told): Verdict {
  // A recovery just after the time was over is still too late.
  const never = recoveries
    .filter(({ ms = Infinity }) => ms > recoveryMsMax)
    .map(({ what }) => `after ${what} it did not recover`);
  return {
    ...nothing,
    scenario,
    survived: recoveries.length - never.length,
    longestRecoveryMs: longest(recoveries),
    violations: [...violations, ...never],
    lines: [...lines, ...recoveries.map(lineOf)],
  };
}

const nothing = { acknowledged: 0, lost: 0, double: 0, survived: 0, longestRecoveryMs: 0, violations: [], lines: [] };

function longest(recoveries: readonly Recovery[]): number {
  return Math.max(0, ...recoveries.map(({ ms = 0 }) => ms));
}

function lineOf({ what, ms }: Recovery): string {
  return `${what}: ${ms === undefined ? 'no recovery' : `${ms} ms`}`;
}

/** The verdict of a scenario that this machine cannot play. */
export function notRun(scenario: string, why: string): Verdict {
  return { ...nothing, scenario, notRun: why };
}

function count(findings: readonly Finding[], invariants: readonly number[]): number {
  return findings.reduce((sum, { invariant, violations }) => sum + (invariants.includes(invariant) ? violations.length : 0), 0);
}

/** API Gateway's own answer for a function that was killed or timed out does not say what became of the call. So it counts as no answer. */
function withoutGateway(operation: Operation): Operation {
  if (!isOfGateway(operation)) return operation;
  const { status: _status, body: _body, ...rest } = operation;
  return { ...rest, outcome: 'unknown' };
}

const numbered = z.object({ id: z.string() });
const listed = z.object({ items: z.array(numbered) });

/** Acknowledged reports that are in no list that the coordinator read. */
function reportsLost(history: readonly Operation[]): readonly string[] {
  const shown = new Set(
    history
      .flatMap(({ route, body }) => (route === 'listReports' ? (listed.safeParse(body).data?.items ?? []) : []))
      .map(({ id }) => id),
  );
  const told = history.flatMap(({ route, outcome, body }) => {
    const report = route === 'report' && outcome === 'ok' ? numbered.safeParse(body).data : undefined;
    return report === undefined ? [] : [report.id];
  });
  return [...new Set(told)].filter((id) => !shown.has(id)).map((id) => `the report ${id} was lost`);
}

const bug = z.looseObject({ code: z.literal('bug') });

function bugsIn(service: Happened['service']): readonly string[] {
  return functionsWithLogs(service).flatMap((name) =>
    service
      .logged(name)
      .filter((line) => bug.safeParse(line).success)
      .map((line) => `${name} logged ${JSON.stringify(line)}`),
  );
}
