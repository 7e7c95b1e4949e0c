/** How benchmarks are written down. */
import type { Timing } from '../bench/bench.ts';
import { table } from './table.ts';

/** One line for each room and rule, in milliseconds. */
export function timingTable(timings: readonly Timing[]): string {
  return table(
    ['room', 'rule', 'median ms', 'slowest ms', 'offers'],
    timings.map(({ room, what, median, slowest, offers }) => [
      room,
      what,
      median?.toFixed(2) ?? '',
      slowest?.toFixed(2) ?? '',
      String(offers),
    ]),
  );
}
