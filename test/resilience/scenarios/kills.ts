/** SIGKILL of workers, of the engines and those who watch over them, of the runner, and of everything, at random moments. */
import { setTimeout as sleep } from 'node:timers/promises';
import { someVolunteers } from '../../chaos/actors/volunteer-profiles.ts';
import type { Random } from '../../../random/random.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import { chaosLimits } from '../../chaos/fixture.ts';
import { engineDeathsPerMinute, crowdPatienceMs } from '../limits.ts';
import { pidsOf, signal, type Part } from '../processes.ts';
import type { Scenario } from '../scenario.ts';
import { siege, type Hurting } from '../siege.ts';

/** Each of them once in a round, in an order that the random say. */
const round: readonly Part[] = ['workers', 'dynamoDb', 'everything', 'workers', 'sqs', 'runner', 'watchers'];

export const kills: Scenario = {
  name: 'kills',
  play: ({ seed, stateDir, size: { seekers, volunteers, blows, betweenMsMax } }) => {
    const random = new SeededRandom(seed).of('kills');
    return siege({
      scenario: 'kills',
      seed,
      stateDir,
      limits: chaosLimits,
      cast: someVolunteers(new SeededRandom(seed).of('cast'), volunteers),
      crowd: { seekers, arrivalMs: (blows * betweenMsMax) / 2, patienceMs: crowdPatienceMs },
      hurt: async (hurting) => {
        const deaths: number[] = [];
        for (const part of blowsOf(random, blows)) {
          await sleep(random.between(0, betweenMsMax));
          await engineMayDie(part, deaths);
          await kill(hurting, random, part);
        }
      },
    });
  },
};

/** So many blows: round after round, each shuffled. */
function blowsOf(random: Random, count: number): readonly Part[] {
  const rounds = Array.from({ length: Math.ceil(count / round.length) }, () =>
    round.map((part) => ({ part, at: random.next() })).toSorted((a, b) => a.at - b.at),
  );
  return rounds
    .flat()
    .slice(0, count)
    .map(({ part }) => part);
}

/** The runner gives an engine up that dies too often: it survives kills, not a broken disk. Nobody is to see the difference here. */
async function engineMayDie(part: Part, deaths: number[]): Promise<void> {
  if (part === 'workers') return;
  const aMinuteAgo = (): number => Date.now() - 60_000;
  while (deaths.filter((at) => at > aMinuteAgo()).length >= engineDeathsPerMinute) await sleep(100);
  deaths.push(Date.now());
}

async function kill({ service, restart, blow, recovered }: Hurting, random: Random, part: Part): Promise<void> {
  const isStartedByHand = part === 'runner' || part === 'everything';
  // What died before has to come back by itself, not with whatever is started by hand.
  if (isStartedByHand) await recovered();
  const pids = await pidsOf(service(), part);
  // One of the workers, or all of what else it is.
  const chosen = part === 'workers' ? pids.filter((_, at) => at === Math.floor(random.next() * pids.length)) : pids;
  blow(`SIGKILL of ${part === 'workers' ? 'a worker' : part}`);
  signal(chosen, 'SIGKILL');
  if (isStartedByHand) await restart();
}
