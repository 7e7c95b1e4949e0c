/** The figures of queueing theory for plain queues. Rates per second, times in seconds. */

/** A queue in its stationary state. */
export interface Expected {
  /** Share of customers who arrive when no server is free. */
  readonly waits?: number;
  /** Mean wait of all customers, also of those who give up. */
  readonly meanWait: number;
  /** Share of customers who give up. */
  readonly abandons?: number;
}

export interface Markovian {
  readonly arrivals: number;
  readonly servers: number;
  readonly meanService: number;
  /** Undefined when no customer gives up. */
  readonly meanPatience?: number;
}

/** Number of states. The probability of the states beyond it is negligible. */
const statesMax = 20_000;

/**
 * M/M/n (Erlang C: Erlang 1917) and M/M/n+M (Erlang A: Palm 1957; Garnett, Mandelbaum and Reiman 2002), both from the
 * stationary distribution of their birth and death process.
 */
export function erlang({ arrivals, servers, meanService, meanPatience }: Markovian): Expected {
  const leaving = meanPatience === undefined ? 0 : 1 / meanPatience;
  let weight = 1;
  let total = 1;
  let waiting = 0;
  let queue = 0;
  for (let state = 1; state < statesMax; state += 1) {
    weight *= arrivals / (Math.min(state, servers) / meanService + Math.max(0, state - servers) * leaving);
    total += weight;
    if (state >= servers) waiting += weight;
    queue += Math.max(0, state - servers) * weight;
  }
  const meanWait = queue / total / arrivals;
  return { waits: waiting / total, meanWait, ...(meanPatience === undefined ? {} : { abandons: meanWait * leaving }) };
}

/** M/G/1: Pollaczek 1930 and Khinchine 1932. `cv` is the coefficient of variation of the service time. */
export function pollaczekKhinchine(arrivals: number, meanService: number, cv: number): Expected {
  const load = arrivals * meanService;
  return { waits: load, meanWait: (load * meanService * (1 + cv ** 2)) / (2 * (1 - load)) };
}

/**
 * M/D/n: Crommelin 1932. The customers present one service time later are those who could not begin service until now, and those
 * who came since. So the distribution of the number present is the fixed point of that step. Little's law turns it into a wait.
 */
export function crommelin(arrivals: number, servers: number, service: number): Expected {
  const came = poisson(arrivals * service);
  let there = came;
  for (let round = 0; round < 5000; round += 1) {
    const next = Array.from({ length: there.length }, () => 0);
    there.forEach((share, n) => {
      const left = Math.max(0, n - servers);
      came.forEach((probability, more) => {
        if (left + more < next.length) next[left + more] = (next[left + more] ?? 0) + share * probability;
      });
    });
    const change = next.reduce((sum, share, n) => sum + Math.abs(share - (there[n] ?? 0)), 0);
    there = next;
    if (change < 1e-12) break;
  }
  const mean = there.reduce((sum, share, n) => sum + n * share, 0);
  return { meanWait: mean / arrivals - service };
}

/** Poisson probabilities up to a number far above the mean. */
function poisson(mean: number): number[] {
  const length = Math.ceil(10 * mean + 60);
  let probability = Math.exp(-mean);
  return Array.from({ length }, (_, n) => {
    const now = probability;
    probability *= mean / (n + 1);
    return now;
  });
}

/**
 * M/G/n, approximately: the wait of M/M/n times (1 + cv²)/2 (Lee and Longton 1959). Exact for n = 1, some percent off for larger
 * n.
 */
export function leeLongton(queue: Markovian, cv: number): Expected {
  return { meanWait: (erlang(queue).meanWait * (1 + cv ** 2)) / 2 };
}
