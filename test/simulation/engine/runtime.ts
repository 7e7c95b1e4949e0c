/**
 * The parts that the deployed handlers are made from in a simulation. Ports and clock are those of the invocation that runs now. Only one
 * invocation runs at a time.
 */
import type { EpochMs } from '../../../shared/domain/time.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Invocation } from './invocation.ts';

let current: Invocation | undefined;

/** From now on this invocation runs, until the next call. */
export function enter(invocation: Invocation): void {
  current = invocation;
}

function running(): Invocation {
  if (current === undefined) throw new Error('no invocation runs');
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

/** A random number of the running process: at least 0 and less than 1. */
export function random(): number {
  return running().draw();
}

/** Waits a number of milliseconds on the host of the running invocation. */
export function sleep(ms: number): Promise<void> {
  return running().sleep(ms);
}

/** Whether the host of the running invocation is overloaded. */
export function isOverloaded(): boolean {
  return running().overloaded;
}

/** The log before an invocation has ports. A logged bug ends the run. */
export function logged(event: LogEvent): void {
  running().ports?.log.write(event);
}
