/**
 * What the deployed handlers are made from in a simulation: the ports and the clock are those of the invocation that runs now. Only one
 * runs at a time.
 */
import type { EpochMs } from '../../../shared/domain/time.ts';
import type { LogEvent } from '../../../shared/log-events.ts';
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

/** A random number of its process, from 0 up to and without 1. */
export function random(): number {
  return running().draw();
}

/** Milliseconds go by on its host. */
export function sleep(ms: number): Promise<void> {
  return running().sleep(ms);
}

/** Whether its host has more to do than it can. */
export function isOverloaded(): boolean {
  return running().overloaded;
}

/** What it logs before it has ports; a bug ends the run. */
export function logged(event: LogEvent): void {
  running().ports?.log.write(event);
}
