/** Compares the simulator with theory: each queue is simulated, and its intervals must cover the known figures. */
import { fcfsAlis } from '../baselines/fcfs-alis.ts';
import { exponential, lognormal } from '../../random/distributions.ts';
import type { Random } from '../../random/random.ts';
import { simulate } from '../engine/simulation.ts';
import type { RequestOutcome } from '../engine/outcome.ts';
import { intervalOf, type Interval } from '../measure/student.ts';
import { queueScenario, type PlainQueue } from './queue-scenario.ts';
import { crommelin, erlang, leeLongton, pollaczekKhinchine, type Expected } from './queues.ts';

interface QueueCheck {
  readonly name: string;
  readonly queue: PlainQueue;
  readonly expected: Expected;
  /** Relative error of the expected value itself; 0 where it is exact. */
  readonly error: number;
}

const meanService = 300;
const exponentialService = (random: Random) => exponential(random, meanService);
/** Lognormal with the sigma of talks: cv² = exp(σ²) − 1. */
const sigma = 0.8;
const cv = Math.sqrt(Math.exp(sigma ** 2) - 1);
const lognormalService = (random: Random) => lognormal(random, { mean: meanService, sigma, min: 0, max: Infinity });

const five = { arrivals: (5 * 0.8) / meanService, servers: 5, meanService };
const ten = { arrivals: 10 / meanService, servers: 10, meanService, meanPatience: 400 };

/** All checks. */
export const queueChecks: readonly QueueCheck[] = [
  { name: 'M/M/5, load .8 (Erlang C)', queue: { ...five, service: exponentialService }, expected: erlang(five), error: 0 },
  {
    name: 'M/M/10+M, load 1, patience 400 s (Erlang A)',
    queue: { ...ten, service: exponentialService, patience: (random) => exponential(random, ten.meanPatience) },
    expected: erlang(ten),
    error: 0,
  },
  {
    name: 'M/G/1, load .6, lognormal (Pollaczek-Khinchine)',
    queue: { arrivals: 0.6 / meanService, servers: 1, service: lognormalService },
    expected: pollaczekKhinchine(0.6 / meanService, meanService, cv),
    error: 0,
  },
  {
    name: 'M/D/5, load .8 (Crommelin)',
    queue: { ...five, service: () => meanService },
    expected: crommelin(five.arrivals, five.servers, meanService),
    error: 0,
  },
  {
    name: 'M/G/5, load .8, lognormal (Lee-Longton, within 10 %)',
    queue: { ...five, service: lognormalService },
    expected: leeLongton(five, cv),
    error: 0.1,
  },
];

export interface Checked {
  readonly queue: string;
  readonly figure: string;
  readonly expected: number;
  readonly error: number;
  readonly simulated: Interval;
  /** Whether the interval, widened by the error of the expected value, covers it. */
  readonly covered: boolean;
}

export interface Effort {
  readonly runs: number;
  readonly customers: number;
  readonly seed: number;
}

/** Share of the customers, at the beginning, that is left out: they find an empty queue. */
const warmUp = 0.1;

/** Simulates every queue. All intervals hold together at 95 %: more intervals make each one wider (Bonferroni). */
export function checkQueues({ runs, customers, seed }: Effort, onQueue?: (name: string) => void): readonly Checked[] {
  const figures = queueChecks.reduce((sum, check) => sum + Object.keys(check.expected).length, 0);
  const probability = 1 - 0.05 / figures;
  return queueChecks.flatMap(({ name, queue, expected, error }) => {
    onQueue?.(name);
    const measured = Array.from({ length: runs }, (_, n) => {
      const scenario = queueScenario(queue, customers, seed + n);
      const { requests } = simulate(scenario, fcfsAlis.start(scenario));
      return measure(requests.toSorted((a, b) => a.at - b.at).slice(Math.floor(customers * warmUp)));
    });
    const check = (figure: keyof Expected, label: string): Checked[] => {
      const wanted = expected[figure];
      if (wanted === undefined) return [];
      const simulated = intervalOf(
        measured.map((one) => one[figure]),
        probability,
      );
      const slack = (simulated.half ?? 0) + error * wanted;
      return [
        { queue: name, figure: label, expected: wanted, error, simulated, covered: Math.abs(simulated.mean - wanted) <= slack },
      ];
    };
    return [...check('waits', 'waits at all'), ...check('meanWait', 'mean wait, s'), ...check('abandons', 'gives up')];
  });
}

function measure(requests: readonly RequestOutcome[]): Required<Expected> {
  const share = (of: (one: RequestOutcome) => boolean) => requests.filter(of).length / requests.length;
  return {
    waits: share((one) => one.waitSeconds > 0),
    meanWait: requests.reduce((sum, one) => sum + one.waitSeconds, 0) / requests.length,
    abandons: share((one) => one.end !== 'served'),
  };
}
