/**
 * Measures how long a plan takes, compared with the assignment solver `munkres` on a score of every pair, and with a plain sort.
 */
import { munkres } from 'munkres';
import { planMatches } from '../../shared/domain/policy/plan-matches.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import { policy, type Policy } from '../../shared/domain/policy/policy.ts';
import { fitOf } from '../baselines/best-quality.ts';
import { fcfsAlis } from '../baselines/fcfs-alis.ts';
import { idleIn, mayServe, waitingIn } from '../baselines/free.ts';
import { helpline } from '../workload/helpline.ts';
import { benchNow, roomOf, type RoomSize } from './room.ts';

export interface Timing {
  readonly room: string;
  readonly what: string;
  /** Milliseconds; undefined when the room is too large for this solver. */
  readonly median?: number;
  readonly slowest?: number;
  readonly offers: number;
}

interface BenchRoom extends RoomSize {
  readonly name: string;
  readonly rounds: number;
  /** Whether the solver runs too: it scores every pair. */
  readonly solver: boolean;
}

const rooms: readonly BenchRoom[] = [
  { name: 'one free of 1,000 on, 200 waiting', on: 1000, free: 1, waiting: 200, rounds: 200, solver: true },
  { name: '300 free of 1,000 on, 200 waiting', on: 1000, free: 300, waiting: 200, rounds: 100, solver: true },
  { name: '2,000 free, 10,000 waiting', on: 2000, free: 2000, waiting: 10_000, rounds: 3, solver: false },
];

/** Times every planner policy, first come first served, and the solver, on rooms of typical sizes. */
export function bench(policies: readonly string[], clock: () => number, onRoom?: (name: string) => void): readonly Timing[] {
  return rooms.flatMap(({ name, rounds, solver, ...size }) => {
    onRoom?.(name);
    const snapshot = roomOf(size, 1);
    const time = (what: string, run: () => number): Timing => {
      const offers = run();
      const took = Array.from({ length: rounds }, () => {
        const from = clock();
        run();
        return clock() - from;
      }).toSorted((a, b) => a - b);
      return { room: name, what, offers, median: took[Math.floor(rounds / 2)] ?? 0, slowest: took.at(-1) ?? 0 };
    };
    return [
      ...policies.map((spec) => time(`planner, ${spec}`, planned(snapshot, policy.parse({ name: spec })))),
      time('sort, and first come first served', sorted(snapshot)),
      ...(solver ? [time('munkres on all pairs', solved(snapshot))] : []),
    ];
  });
}

function planned(snapshot: Snapshot, settings: Policy): () => number {
  return () => planMatches(snapshot, settings, benchNow).offers.length;
}

function sorted(snapshot: Snapshot): () => number {
  const people = helpline({ perHour: 1, load: 1, scarcity: 'none' });
  const rule = fcfsAlis.start({ seed: 1, people: [], limits: people.limits, from: benchNow });
  return () => rule.decide(snapshot, benchNow).offers.length;
}

/** The cost of a pair that is not allowed: higher than that of any number of allowed pairs. */
const forbidden = 1e6;

function solved(snapshot: Snapshot): () => number {
  return () => {
    const waiting = waitingIn(snapshot, benchNow);
    const idle = idleIn(snapshot, benchNow);
    const costs = waiting.map((talk) => idle.map((seat) => (mayServe(talk, seat, benchNow) ? -fitOf(talk, seat) : forbidden)));
    return munkres(costs).filter(([row, column]) => (costs[row]?.[column] ?? forbidden) < forbidden).length;
  };
}
