/**
 * Stands in for functions/runtime/ports.ts, so that the very handlers that are deployed run in a simulation: the ports and
 * the clock are those of the invocation that is running now. Only one runs at a time.
 */
import type { EpochMs } from '../../../shared/domain/time.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Invocation } from './invocation.ts';

let current: Invocation | undefined;

/** What runs from now on, until the next one, is this invocation. */
export function enter(invocation: Invocation): void {
  current = invocation;
}

function running(): Invocation {
  if (current === undefined) throw new Error('nothing runs');
  return current;
}

/** The ports of the invocation that runs. */
export async function livePorts(): Promise<Ports> {
  const { ports } = running();
  if (ports === undefined) throw new Error('an invocation has its ports before it runs');
  return ports;
}

/** The clock of the host of the invocation that runs. */
export function clock(): EpochMs {
  return running().now();
}

/** Stands in for a random number of the process. */
export function simulatedRandom(): number {
  return current === undefined ? 0 : current.draw();
}

/** Stands in for node's timer: time goes by at the gate. */
export function setTimeout(ms: number): Promise<void> {
  return running().sleep(ms);
}

/** Stands in for the verifier of access tokens: a token is the `sub` of its person. */
export function identityVerifier() {
  return async (token: string) => ({ sub: token, operator: token === 'operator' });
}

/** Stands in for what a process knows of its load: a host is overloaded where the fault says so, and feels nothing otherwise. */
export const pressure = {
  ms: 0,
  calls: 0,
  get callers(): number {
    return current?.overloaded === true ? Infinity : 0;
  },
  serve: <T>(work: () => Promise<T>): Promise<T> => work(),
  rest: async (wait: () => Promise<unknown>): Promise<void> => {
    await wait();
  },
};
