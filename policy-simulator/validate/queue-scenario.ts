/** A plain queue as a scenario: any volunteer may serve any request, and no volunteer declines, rests or leaves. */
import { epochMs, plusSeconds } from '../../shared/domain/time.ts';
import { exponential } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import { firstMidnight } from '../workload/draw-scenario.ts';
import { helpline, mixOf } from '../workload/helpline.ts';
import { drawAsk, drawPerson, requestNo } from '../workload/mix.ts';
import type { Scenario, SimRequest } from '../workload/scenario.ts';

export interface PlainQueue {
  /** Arrivals per second. */
  readonly arrivals: number;
  readonly servers: number;
  readonly service: (random: Random) => number;
  readonly patience?: (random: Random) => number;
}

/** Seconds: longer than every run. */
const never = 1e9;

/** A run with this number of customers. */
export function queueScenario({ arrivals, servers, service, patience }: PlainQueue, customers: number, seed: number): Scenario {
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
      criteria: drawAsk(random, unlimited),
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
    shifts: people.map((person) => ({
      person,
      from: firstMidnight,
      to: epochMs.parse(to + never * 1000),
      leavesSilently: false,
    })),
    behaviour: { ...base.behaviour, answer: null, redialShare: 0 },
    seekers: { ...base.seekers, patience: null },
    limits: { ...base.limits, restSeconds: 0, heavyRestSeconds: 0, unmatchedExpirySeconds: never },
    again: (earlier) => earlier,
  };
}
