/**
 * A chaos run over HTTP: hundreds of seekers and dozens of volunteers call the running template at once. Every kind of fault occurs
 * between its functions and their engines. The checker reads the history and the ledger. No invariant may be violated, and every
 * planned fault and race must have occurred.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../fixtures/seed.ts';
import { neverOn, someVolunteers } from './actors/volunteer-profiles.ts';
import { check, tableOf, violationsOf } from './checker.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from '../world/history/finding.ts';
import { isOfGateway, type Operation } from '../world/history/operation.ts';
import { racesIn } from './races.ts';
import { aFixture } from './fixture.ts';
import { freshStateDir, functionsWithLogs, removeStateDir, startService, type Service } from './service.ts';
import { chaosRun } from './chaos.ts';
import { missingFaults, chaosFaults } from './faults.ts';

/** Enough seekers to fill two cores for a minute. No volunteer can serve the hopeless ones. */
const size = { seekers: 200, hopeless: 4, arrivalMs: 25_000, patienceMs: 25_000 };
const volunteers = 60;

const stateDir = freshStateDir();
const faultPlan = chaosFaults(seed);
let service: Service;
let evidence: Evidence;
let findings: readonly Finding[];

beforeAll(async () => {
  service = await startService(stateDir, { faults: faultPlan });
  const fixture = await aFixture(service, [...someVolunteers(new SeededRandom(seed).of('people'), volunteers), neverOn]);
  await service.setFaults(true);
  evidence = await chaosRun(service, fixture, { seed, ...size });
  findings = check(evidence);
  const { history, ledger } = evidence;
  console.log(
    [
      `${size.seekers} seekers, ${volunteers} volunteers: ${history.length} calls, ${ledger.length} versions written`,
      tableOf(findings),
      `races ${JSON.stringify(racesIn(evidence), undefined, 1)}`,
      `faults ${JSON.stringify((await service.faults()).occurred)}`,
    ].join('\n'),
  );
}, 300_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

describe('a chaos run', () => {
  it('[sec-chaos-1] violates no invariant', () => {
    expect(violationsOf(findings)).toEqual([]);
  });

  it('produces something to check for every invariant', () => {
    expect(findings.filter(({ checked }) => checked === 0).map(({ what }) => what)).toEqual([]);
  });

  it('injected every planned fault', async () => {
    expect(await missingFaults(service, faultPlan)).toEqual([]);
  });

  it('caused every intended race', () => {
    const never = Object.entries(racesIn(evidence)).filter(([, times]) => times === 0);
    expect(never).toEqual([]);
  });

  it('got no answer above 499 except 503 with Retry-After, and the gateway’s own 503 where a busy machine was too slow', () => {
    const { history } = evidence;
    const wrong = history.filter(
      (call) => (call.status ?? 0) >= 500 && (call.status !== 503 || call.retryAfter === undefined) && !isTooSlow(call),
    );
    expect(wrong.map(({ route, status }) => `${status} of ${route}`)).toEqual([]);
    // A route whose function hangs is never answered by it.
    const slow = new Set(history.filter(isTooSlow).map(({ route }) => route));
    const hangs = [...slow].filter((route) => !history.some((call) => call.route === route && call.outcome === 'ok'));
    expect(hangs).toEqual([]);
  });

  it('made no function log a bug', () => {
    const bugs = functionsWithLogs(service).flatMap((name) => service.logged(name).filter(isBug));
    expect(bugs).toEqual([]);
  });
});

function isTooSlow(call: Operation): boolean {
  return call.status === 503 && isOfGateway(call);
}

function isBug(line: unknown): boolean {
  return typeof line === 'object' && line !== null && 'code' in line && line.code === 'bug';
}
