/** SIGKILL of workers, of the engines and their watchdogs, of the runner, and of everything, at random moments. */
import { setTimeout as sleep } from 'node:timers/promises';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import type { Random } from '../../../random/random.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { engineDeathsPerMinute, crowdPatienceMs } from '../limits.ts';
import { pidsOf, signal, type Part } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { runScenario, type Disrupting } from '../run-scenario.ts';

/** The parts of a round, which is played in random order. Workers are killed twice. */
const round: readonly Part[] = ['workers', 'dynamoDb', 'everything', 'workers', 'sqs', 'runner', 'watchers'];

export const kills: Scenario = {
  name: 'kills',
  play: ({ seed, stateDir, size: { seekers, volunteers, disruptions, betweenMsMax } }) => {
    const random = new SeededRandom(seed).of('kills');
    return runScenario({
      scenario: 'kills',
      seed,
      stateDir,
      limits: chaosLimits,
      people: someVolunteers(new SeededRandom(seed).of('people'), volunteers),
      crowd: { seekers, arrivalMs: (disruptions * betweenMsMax) / 2, patienceMs: crowdPatienceMs },
      disrupt: async (disrupting) => {
        const deaths: number[] = [];
        for (const part of partsToKill(random, disruptions)) {
          await sleep(random.between(0, betweenMsMax));
          await engineMayDie(part, deaths);
          await kill(disrupting, random, part);
        }
      },
    });
  },
};

/** `count` parts to kill: round after round, each shuffled. */
function partsToKill(random: Random, count: number): readonly Part[] {
  const rounds = Array.from({ length: Math.ceil(count / round.length) }, () =>
    round.map((part) => ({ part, at: random.next() })).toSorted((a, b) => a.at - b.at),
  );
  return rounds
    .flat()
    .slice(0, count)
    .map(({ part }) => part);
}

/** Waits until an engine may die again. The runner gives up an engine that dies too often, because its disk may be broken. */
async function engineMayDie(part: Part, deaths: number[]): Promise<void> {
  if (part === 'workers') return;
  const aMinuteAgo = (): number => Date.now() - 60_000;
  while (deaths.filter((at) => at > aMinuteAgo()).length >= engineDeathsPerMinute) await sleep(100);
  deaths.push(Date.now());
}

async function kill({ service, restart, disrupted, recovered }: Disrupting, random: Random, part: Part): Promise<void> {
  const isStartedByHand = part === 'runner' || part === 'everything';
  // A process that died before must come back without help, and not through the restart below.
  if (isStartedByHand) await recovered();
  const pids = await pidsOf(service(), part);
  // One of the workers, or all processes of another part.
  const chosen = part === 'workers' ? pids.filter((_, at) => at === Math.floor(random.next() * pids.length)) : pids;
  disrupted(`SIGKILL of ${part === 'workers' ? 'a worker' : part}`);
  signal(chosen, 'SIGKILL');
  if (isStartedByHand) await restart();
}
