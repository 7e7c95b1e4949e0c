/**
 * A storm over HTTP: hundreds of seekers and dozens of volunteers at once on the running template, with every kind of fault
 * between its functions and their engines. The checker reads the history and the ledger; nothing may be violated, everything
 * that was meant to go wrong must have.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from '../fixtures/seed.ts';
import { neverOn, someVolunteers } from './actors/volunteer-profiles.ts';
import { check, tableOf, violationsOf } from './checker.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from '../world/history/finding.ts';
import { racesIn } from './races.ts';
import { aFixture } from './fixture.ts';
import { freshStateDir, functionsWithLogs, removeStateDir, startService, type Service } from './service.ts';
import { storm } from './chaos.ts';
import { missingFaults, stormFaults } from './faults.ts';

/** As many as fill two cores for a minute, of whom some nobody can serve. */
const size = { seekers: 200, hopeless: 4, arrivalMs: 25_000, patienceMs: 25_000 };
const volunteers = 60;

const stateDir = freshStateDir();
const faultPlan = stormFaults(seed);
let service: Service;
let evidence: Evidence;
let findings: readonly Finding[];

beforeAll(async () => {
  service = await startService(stateDir, { faults: faultPlan });
  const fixture = await aFixture(service, [...someVolunteers(new SeededRandom(seed).of('cast'), volunteers), neverOn]);
  await service.setFaults(true);
  evidence = await storm(service, fixture, { seed, ...size });
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

describe('a storm', () => {
  it('[sec-chaos-1] violates no invariant', () => {
    expect(violationsOf(findings)).toEqual([]);
  });

  it('leaves something to check for every invariant', () => {
    expect(findings.filter(({ checked }) => checked === 0).map(({ what }) => what)).toEqual([]);
  });

  it('had every fault that was planned', async () => {
    expect(await missingFaults(service, faultPlan)).toEqual([]);
  });

  it('had every race that was meant', () => {
    const never = Object.entries(racesIn(evidence)).filter(([, times]) => times === 0);
    expect(never).toEqual([]);
  });

  it('answered nothing above 499 but 503 with a time to come back', () => {
    const wrong = evidence.history.filter(
      ({ status = 0, retryAfter }) => status >= 500 && (status > 503 || retryAfter === undefined),
    );
    expect(wrong.map(({ route, status }) => `${status} of ${route}`)).toEqual([]);
  });

  it('found no bug: no function logged one', () => {
    const bugs = functionsWithLogs(service).flatMap((name) => service.logged(name).filter(isBug));
    expect(bugs).toEqual([]);
  });
});

function isBug(line: unknown): boolean {
  return typeof line === 'object' && line !== null && 'code' in line && line.code === 'bug';
}
