import { setTimeout as sleep } from 'node:timers/promises';
import { contract } from '../../../shared/contract/contract.ts';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import type { Operation } from '../../world/history/operation.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { beforeFullMs, crowdPatienceMs } from '../limits.ts';
import type { Playing, Size } from '../scenario.ts';
import { siege } from '../siege.ts';
import type { Verdict } from '../verdict.ts';
import { fillDisk } from './filler.ts';

interface Inside extends Pick<Playing, 'seed' | 'stateDir'> {
  readonly size: Pick<Size, 'seekers' | 'volunteers' | 'fullMs'>;
}

/** Fills the disk that the state directory is on, in the middle of everything, and makes room again. */
export function playFullDisk({ seed, stateDir, size: { seekers, volunteers, fullMs } }: Inside): Promise<Verdict> {
  return siege({
    scenario: 'full disk',
    seed,
    stateDir,
    limits: chaosLimits,
    cast: someVolunteers(new SeededRandom(seed).of('cast'), volunteers),
    crowd: { seekers, arrivalMs: beforeFullMs + 2 * fullMs, patienceMs: crowdPatienceMs },
    hurt: async ({ place: { history }, blow, tell }) => {
      await sleep(beforeFullMs);
      const began = Date.now();
      await fillDisk(stateDir, fullMs);
      blow('the disk full');
      const meanwhile = history.operations.filter(
        ({ invokedAt, route }) => invokedAt > began && contract[route].method !== 'GET',
      );
      const [yes, no] = [meanwhile.filter(isDone).length, meanwhile.filter(({ status = 0 }) => status >= 500).length];
      tell(
        `while it was full: ${yes} changes acknowledged, ${no} not`,
        no === 0 ? ['nothing was refused: the disk was not full'] : [],
      );
    },
  });
}

function isDone({ outcome }: Operation): boolean {
  return outcome === 'ok';
}
