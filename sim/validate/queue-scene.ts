/** A plain queue as a scene: everybody may serve everybody, nobody declines, rests or goes. */
import { epochMs, plusSeconds } from '../../shared/domain/time.ts';
import { exponential } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import { firstMidnight } from '../workload/draw-scene.ts';
import { helpline, mixOf } from '../workload/helpline.ts';
import { drawAsk, drawPerson, requestNo } from '../workload/mix.ts';
import type { Scene, SimRequest } from '../workload/scene.ts';

export interface PlainQueue {
  /** Arrivals per second. */
  readonly arrivals: number;
  readonly servers: number;
  readonly service: (random: Random) => number;
  readonly patience?: (random: Random) => number;
}

/** Seconds: beyond every run. */
const never = 1e9;

/** So many customers of this queue. */
export function queueScene({ arrivals, servers, service, patience }: PlainQueue, customers: number, seed: number): Scene {
  const base = helpline({ perHour: 1, load: 1, scarcity: 'none' });
  const mix = mixOf('none');
  const unlimited = { ...mix, supply: { ...mix.supply, capacity: [{ value: 1, weight: 1 }], talksPerDay: never } };
  const people = Array.from({ length: servers }, (_, n) => drawPerson(stream(seed, 'person', n), unlimited, n));
  const gaps = stream(seed, 'gaps');
  let seconds = 0;
  const requests = Array.from({ length: customers }, (_, n): SimRequest => {
    seconds += exponential(gaps, 1 / arrivals);
    const id = requestNo(n);
    const random = stream(seed, 'customer', id);
    return {
      id,
      at: plusSeconds(firstMidnight, seconds),
      ask: drawAsk(random, unlimited),
      need: 'now',
      kind: 'plain',
      talkSeconds: service(stream(seed, 'service', id)),
      patienceSeconds: patience === undefined ? never : patience(stream(seed, 'patience', id)),
      heavy: false,
      silent: false,
      attempt: 0,
    };
  });
  const to = plusSeconds(firstMidnight, seconds);
  return {
    seed,
    workload: 'queue',
    from: firstMidnight,
    to,
    people,
    requests,
    shifts: people.map((person) => ({ person, from: firstMidnight, to: epochMs.parse(to + never * 1000), vanishes: false })),
    behaviour: { ...base.behaviour, answer: null, redialShare: 0 },
    seekers: { ...base.seekers, patience: null },
    limits: { ...base.limits, restSeconds: 0, heavyRestSeconds: 0, unmatchedExpirySeconds: never },
    again: (earlier) => earlier,
  };
}
