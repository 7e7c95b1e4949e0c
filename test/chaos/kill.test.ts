/**
 * SIGKILL in the middle of a storm: of the runner alone, whose children must go by themselves, and of everything at once.
 * Started again on the same state, nothing that was acknowledged is lost, nothing is there twice, and every request has ended
 * within 180 s, though some of their seekers never came back.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { seed } from '../fixtures/seed.ts';
import { neverOn, someVolunteers } from './actors/volunteer-profiles.ts';
import { check, tableOf, violationsOf } from './checker.ts';
import { SeededRandom } from '../../random/seeded-random.ts';
import type { Evidence } from './evidence.ts';
import { endsMsMax, killAfterMs } from './limits.ts';
import { storiesOf } from './replay.ts';
import { aFixture } from './fixture.ts';
import { freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { storm } from './chaos.ts';
import { stormFaults } from './faults.ts';

const size = { seekers: 40, hopeless: 2, arrivalMs: 15_000, patienceMs: 30_000 };
const volunteers = 15;

const stateDirs: string[] = [];
afterAll(() => stateDirs.forEach(removeStateDir));

interface Killed {
  readonly evidence: Evidence;
  /** When the service was there again. */
  readonly restartedAt: number;
  readonly service: Service;
}

/** A storm on a service that is killed in its middle and started again. */
async function stormWithKill(what: 'parent' | 'everything'): Promise<Killed> {
  const stateDir = freshStateDir();
  stateDirs.push(stateDir);
  const faults = stormFaults(seed);
  const first = await startService(stateDir, { faults });
  const fixture = await aFixture(first, [...someVolunteers(new SeededRandom(seed).of('cast'), volunteers), neverOn]);
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
  const evidence = await storm(first, fixture, { seed, ...size, meanwhile });
  return { evidence, restartedAt, service: second };
}

/** When the last request ended, by the ledger. */
function lastEnd({ ledger }: Evidence): number {
  const over = ['matched', 'cancelled', 'expired', 'ended'];
  const ends = storiesOf(ledger).map(
    ({ versions }) => versions.find(({ value }) => value === undefined || over.includes(value.state))?.writtenAt ?? Infinity,
  );
  return Math.max(...ends);
}

describe('SIGKILL in the middle of a storm', () => {
  it.concurrent.each(['parent', 'everything'] as const)(
    'of %s loses nothing, doubles nothing, and everything ends in time',
    async (what) => {
      const { evidence, restartedAt, service } = await stormWithKill(what);
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
