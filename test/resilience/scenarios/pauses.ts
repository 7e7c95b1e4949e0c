/** SIGSTOP for longer than every time-out, lease and offer window, and then SIGCONT: the paused process goes on with old data. */
import { setTimeout as sleep } from 'node:timers/promises';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { crowdPatienceMs } from '../limits.ts';
import { pidsOf, signal, type Part } from '../processes.ts';
import type { Scenario, Size } from '../scenario.ts';
import { runScenario, type Disrupting } from '../run-scenario.ts';

/** Offers lapse within the pause of a part, and leases within the pause of everything. */
const limits = { ...chaosLimits, offerWindowSeconds: 5, presenceLeaseSeconds: 30 };

export const pauses: Scenario = {
  name: 'pauses',
  play: ({ seed, stateDir, size }) => {
    const random = new SeededRandom(seed).of('pauses');
    const plan = planOf(size);
    return runScenario({
      scenario: 'pauses',
      seed,
      stateDir,
      limits,
      people: someVolunteers(new SeededRandom(seed).of('people'), size.volunteers),
      crowd: {
        seekers: size.seekers,
        arrivalMs: plan.reduce((sum, { ms }) => sum + ms + size.betweenMsMax / 2, 0),
        patienceMs: crowdPatienceMs,
      },
      disrupt: async (disrupting) => {
        for (const { part, ms } of plan) {
          await sleep(random.between(size.betweenMsMax / 2, size.betweenMsMax));
          await pause(disrupting, part, ms);
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
 * Workers stop once for less than a function may take, and continue after others have decided. They stop once for more, and are
 * replaced. Every other part stops for longer than its callers wait.
 */
function planOf({ pauseMs, partPauseMs, shortPauseMs, pausedParts }: Size): readonly Pause[] {
  const parts = pausedParts.map((part) => ({ part, ms: partPauseMs }));
  return [{ part: 'workers', ms: shortPauseMs }, ...parts, { part: 'everything', ms: pauseMs }];
}

async function pause({ service, disrupted }: Disrupting, part: Part, ms: number): Promise<void> {
  const pids = await pidsOf(service(), part);
  signal(pids, 'SIGSTOP');
  await sleep(ms);
  signal(pids, 'SIGCONT');
  disrupted(`${part} paused for ${(ms / 1000).toFixed(0)} s`);
}
