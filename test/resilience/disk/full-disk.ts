import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '../../../shared/contract/contract.ts';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import type { Operation } from '../../world/history/operation.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { beforeFullMs, crowdPatienceMs } from '../limits.ts';
import type { Playing, Size } from '../scenario.ts';
import { runScenario } from '../run-scenario.ts';
import type { Verdict } from '../verdict.ts';
import { fillDisk } from './filler.ts';

interface Inside extends Pick<Playing, 'seed' | 'stateDir'> {
  readonly size: Pick<Size, 'seekers' | 'volunteers' | 'fullMs'>;
}

/** Fills the disk of the state directory while the crowd plays, and frees it again. */
export function playFullDisk({ seed, stateDir, size: { seekers, volunteers, fullMs } }: Inside): Promise<Verdict> {
  return runScenario({
    scenario: 'full disk',
    seed,
    stateDir,
    limits: chaosLimits,
    people: someVolunteers(new SeededRandom(seed).of('people'), volunteers),
    crowd: { seekers, arrivalMs: beforeFullMs + 2 * fullMs, patienceMs: crowdPatienceMs },
    disrupt: async ({ context: { history }, disrupted, tell }) => {
      await sleep(beforeFullMs);
      const began = Date.now();
      await fillDisk(stateDir, fullMs);
      disrupted('the disk full');
      const meanwhile = history.operations.filter(
        ({ invokedAt, route }) => invokedAt > began && contract[route].method !== 'GET',
      );
      const [yes, no] = [meanwhile.filter(isDone).length, meanwhile.filter(({ status = 0 }) => status >= 500).length];
      tell(
        `while it was full: ${yes} changes acknowledged, ${no} not`,
        no === 0 ? ['no change was refused: the disk was not full'] : [],
      );
    },
  });
}

function isDone({ outcome }: Operation): boolean {
  return outcome === 'ok';
}
