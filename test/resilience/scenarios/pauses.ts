/** SIGSTOP for longer than every time-out, lease and offer window, and then SIGCONT: whoever was away goes on with what is no longer true. */
import { setTimeout as sleep } from 'node:timers/promises';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { crowdPatienceMs } from '../limits.ts';
import { pidsOf, signal, type Part } from '../processes.ts';
import type { Scenario, Size } from '../scenario.ts';
import { siege, type Hurting } from '../siege.ts';

/** Offers lapse within the pause of a part, and leases within that of everything. */
const limits = { ...chaosLimits, offerWindowSeconds: 5, presenceLeaseSeconds: 30 };

export const pauses: Scenario = {
  name: 'pauses',
  play: ({ seed, stateDir, size }) => {
    const random = new SeededRandom(seed).of('pauses');
    const plan = planOf(size);
    return siege({
      scenario: 'pauses',
      seed,
      stateDir,
      limits,
      cast: someVolunteers(new SeededRandom(seed).of('cast'), size.volunteers),
      crowd: {
        seekers: size.seekers,
        arrivalMs: plan.reduce((sum, { ms }) => sum + ms + size.betweenMsMax / 2, 0),
        patienceMs: crowdPatienceMs,
      },
      hurt: async (hurting) => {
        for (const { part, ms } of plan) {
          await sleep(random.between(size.betweenMsMax / 2, size.betweenMsMax));
          await pause(hurting, part, ms);
        }
      },
    });
  },
};

interface Pause {
  readonly part: Part;
  readonly ms: number;
}

/**
 * Workers stop once for less than a function may take, and come back to what was decided without them; and once for more, and are
 * replaced. Everything else stops for longer than any of its callers waits.
 */
function planOf({ pauseMs, partPauseMs, shortPauseMs, pausedParts }: Size): readonly Pause[] {
  const parts = pausedParts.map((part) => ({ part, ms: partPauseMs }));
  return [{ part: 'workers', ms: shortPauseMs }, ...parts, { part: 'everything', ms: pauseMs }];
}

async function pause({ service, blow }: Hurting, part: Part, ms: number): Promise<void> {
  const pids = await pidsOf(service(), part);
  signal(pids, 'SIGSTOP');
  await sleep(ms);
  signal(pids, 'SIGCONT');
  blow(`${part} paused for ${(ms / 1000).toFixed(0)} s`);
}
