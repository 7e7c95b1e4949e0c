/** The results of many seeds, in a few lines. */
import { createHash } from 'node:crypto';
import type { Portion } from './workers/messages.ts';

export interface Figures {
  readonly seeds: number;
  readonly failures: number;
  /** How often each setting, fault and event happened. */
  readonly settings: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  readonly events: ReadonlyMap<string, number>;
  /** The digest of all traces. The same seeds give the same digest. */
  readonly digest: string;
  readonly lines: readonly string[];
}

/** `portions` in the order of their seeds. */
export function figuresOf(portions: readonly Portion[], seconds: number): Figures {
  const sum = (of: (one: Portion) => number): number => portions.reduce((total, one) => total + of(one), 0);
  const [seeds, steps, failures] = [sum((one) => one.seeds), sum((one) => one.steps), sum((one) => one.failures.length)];
  const [settings, faults, events] = (['settings', 'faults', 'events'] as const).map((what) =>
    added(portions.map((one) => one[what])),
  );
  const digest = createHash('sha256');
  for (const one of portions) digest.update(one.digest);
  const hash = digest.digest('hex');
  const maps = { settings: settings ?? new Map(), faults: faults ?? new Map(), events: events ?? new Map() };
  return {
    seeds,
    failures,
    ...maps,
    digest: hash,
    lines: [
      `${seeds} seeds, ${steps} steps, ${sum((one) => one.commits)} commits, ${failures} failures`,
      `${seconds.toFixed(1)} s: ${(seeds / seconds).toFixed(1)} seeds and ${Math.round(steps / seconds)} steps per second; traces ${hash.slice(0, 16)}`,
      `played: ${listed(maps.settings)}`,
      `faults: ${listed(maps.faults)}`,
      `events: ${listed(maps.events)}`,
    ],
  };
}

function added(tallies: readonly Readonly<Record<string, number>>[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const tally of tallies) for (const [what, times] of Object.entries(tally)) sums.set(what, (sums.get(what) ?? 0) + times);
  return sums;
}

function listed(tally: ReadonlyMap<string, number>): string {
  return [...tally]
    .toSorted(([, a], [, b]) => b - a)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ');
}
