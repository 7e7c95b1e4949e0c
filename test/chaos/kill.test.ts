/**
 * SIGKILL in the middle of a chaos run: of the runner alone, whose children must end by themselves, and of every process at once.
 * The service starts again on the same state. Then nothing acknowledged is lost, nothing exists twice, and every request ends
 * within 180 s, although some seekers never come back.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { seed } from '../fixtures/seed.ts';
import { neverOn, someVolunteers } from './actors/volunteer-profiles.ts';
import { check, tableOf, violationsOf } from './checker.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { Evidence } from './evidence.ts';
import { endsMsMax, killAfterMs } from './limits.ts';
import { talksOf } from './replay.ts';
import { aFixture } from './fixture.ts';
import { freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { chaosRun } from './chaos.ts';
import { chaosFaults } from './faults.ts';

const size = { seekers: 40, hopeless: 2, arrivalMs: 15_000, patienceMs: 30_000 };
const volunteers = 15;

const stateDirs: string[] = [];
afterAll(() => stateDirs.forEach(removeStateDir));

interface Killed {
  readonly evidence: Evidence;
  /** When the service had started again. */
  readonly restartedAt: number;
  readonly service: Service;
}

/** A chaos run. In its middle the service is killed and started again. */
async function runWithKill(what: 'parent' | 'everything'): Promise<Killed> {
  const stateDir = freshStateDir();
  stateDirs.push(stateDir);
  const faults = chaosFaults(seed);
  const first = await startService(stateDir, { faults });
  const fixture = await aFixture(first, [...someVolunteers(new SeededRandom(seed).of('people'), volunteers), neverOn]);
  await first.setFaults(true);
  let [second, restartedAt] = [first, 0];
  const meanwhile = async (): Promise<Service> => {
    await sleep(killAfterMs);
    await first.kill(what);
    second = await startService(stateDir, { faults, again: true });
    restartedAt = Date.now();
    await second.setFaults(true);
    return second;
  };
  const evidence = await chaosRun(first, fixture, { seed, ...size, meanwhile });
  return { evidence, restartedAt, service: second };
}

/** When the last request ended, according to the ledger. */
function lastEnd({ ledger }: Evidence): number {
  const over = ['matched', 'cancelled', 'expired', 'ended'];
  const ends = talksOf(ledger).map(
    ({ versions }) => versions.find(({ value }) => value === undefined || over.includes(value.state))?.writtenAt ?? Infinity,
  );
  return Math.max(...ends);
}

describe('SIGKILL in the middle of a chaos run', () => {
  it.concurrent.each(['parent', 'everything'] as const)(
    'of %s loses nothing and doubles nothing, and every request ends in time',
    async (what) => {
      const { evidence, restartedAt, service } = await runWithKill(what);
      await service.stop();
      const findings = check(evidence);
      const tookMs = lastEnd(evidence) - restartedAt;
      console.log(`SIGKILL of ${what}: all ended ${tookMs} ms after the restart\n${tableOf(findings)}`);
      expect(violationsOf(findings)).toEqual([]);
      expect(tookMs).toBeLessThanOrEqual(endsMsMax);
      const before = evidence.history.filter(({ completedAt }) => completedAt < restartedAt);
      expect(before.some(({ outcome, status }) => outcome === 'unknown' && status === undefined)).toBe(true);
    },
    400_000,
  );
});
