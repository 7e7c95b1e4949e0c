/**
 * Does an announced range keep its promise? Seekers arrive at simulated spaces whose load drifts from day to day and varies over
 * the day, with heavy-tailed talks and volunteers who come and go. Each seeker is told the estimate from the waits known at that
 * moment of earlier seekers at the same queue position. Then the seeker's wait is observed.
 */
import { describe, expect, it } from 'vitest';
import { estimateFrom, type WaitEstimate } from '../../shared/domain/estimate/estimate.ts';
import { positionBucket } from '../../shared/domain/estimate/position-bucket.ts';
import { estimateCoverage } from '../../shared/domain/limits.ts';
import { addSample, noWaits, type WaitCounts } from '../../shared/domain/estimate/wait-counts.ts';

const seed = Number(process.env['SEED'] ?? 20_261_120);
const days = 120;
const daySeconds = 86_400;

interface Workload {
  readonly name: string;
  /** Seekers per day, on average. */
  readonly asking: number;
  /** Sessions that volunteers begin per day, on average. */
  readonly sessions: number;
  /** Standard deviation of the logarithm of the load, from one day to the next. */
  readonly drift: number;
  /** The shape of the Pareto tail of a talk. Below 2 the variance is infinite. */
  readonly tail: number;
  /** Mean seconds until a waiting seeker gives up. The wait they would have had is long, and the service never learns it. */
  readonly patience: number;
}

const workloads: readonly Workload[] = [
  { name: 'a quiet charity', asking: 80, sessions: 60, drift: 0.05, tail: 2.5, patience: 1200 },
  { name: 'a line with enough volunteers', asking: 300, sessions: 130, drift: 0.05, tail: 2.5, patience: 600 },
  { name: 'a busy line', asking: 300, sessions: 90, drift: 0.05, tail: 2.2, patience: 600 },
  { name: 'a line that is always full', asking: 600, sessions: 90, drift: 0.05, tail: 2.2, patience: 600 },
  { name: 'a line with very variable load', asking: 300, sessions: 110, drift: 0.25, tail: 1.8, patience: 600 },
  { name: 'seekers without patience', asking: 400, sessions: 90, drift: 0.15, tail: 1.9, patience: 300 },
];

type Random = () => number;

/** The next number in [0, 1) of a sequence that the seed determines: a linear congruence with a mixed output. */
function sequence(start: number): Random {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x45d9f3b) ^ (Math.imul(mixed, 0x45d9f3b) >>> 15);
    return (mixed >>> 0) / 2 ** 32;
  };
}

const exponential = (random: Random, mean: number) => -Math.log(1 - random()) * mean;
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Low at dawn, high in the evening. The average is about one. */
const timeOfDay = (hour: number, peak: number) => Math.max(0.15, 1 + 0.8 * Math.cos(((hour - peak) / 12) * Math.PI));

interface Arrival {
  readonly at: number;
  /** Seconds until a volunteer took the request, or would have taken it. */
  readonly wait: number;
  readonly served: boolean;
  /** How many other requests waited when this one was asked. */
  readonly ahead: number;
}

/** Poisson times over all days: `perDay` on average, with a peak hour every day, and a drift from day to day. */
function times(random: Random, perDay: number, shape: { readonly peak: number; readonly drift: number }): readonly number[] {
  const found: number[] = [];
  let level = 0;
  for (let hour = 0; hour < days * 24; hour += 1) {
    if (hour % 24 === 0) level = level * 0.95 + normal(random) * shape.drift;
    const mean = 3600 / ((perDay / 24) * timeOfDay(hour % 24, shape.peak) * Math.exp(level));
    for (let at = hour * 3600 + exponential(random, mean); at < (hour + 1) * 3600; at += exponential(random, mean))
      found.push(at);
  }
  return found;
}

/** First come, first served, by the first free volunteer who is on. A rest follows each talk, and sessions last 1 to 4 hours. */
function evenings(load: Workload, random: Random): readonly Arrival[] {
  const asked = times(random, load.asking, { peak: 21, drift: load.drift });
  const begun = times(random, load.sessions, { peak: 19, drift: load.drift });
  const seats = begun.map((from) => ({ free: from, until: from + 3600 * (1 + 3 * random()) }));
  let gone = 0;
  let waiting: readonly number[] = [];
  return asked.map((at) => {
    waiting = waiting.filter((until) => until > at);
    const ahead = waiting.length;
    while ((begun[gone] ?? at) + 4 * 3600 < at) gone += 1;
    const near = begun.findIndex((from, index) => index >= gone && from >= at + daySeconds);
    const usable = seats.slice(gone, near < 0 ? seats.length : near).filter((seat) => Math.max(seat.free, at) < seat.until);
    const first = usable.toSorted((a, b) => a.free - b.free)[0];
    const start = first ? Math.max(at, first.free) : at + daySeconds;
    const patience = exponential(random, load.patience);
    const served = start - at <= patience;
    waiting = [...waiting, Math.min(start, at + patience)];
    // A Pareto talk of 25 minutes on average, cut at the two hours a talk may last, then five minutes of rest.
    const talk = Math.min(7200, (1500 * (load.tail - 1)) / load.tail / (1 - random()) ** (1 / load.tail));
    if (first && served) first.free = start + talk + 300;
    return { at, wait: start - at, served, ahead };
  });
}

function holds({ fromSeconds, toSeconds }: WaitEstimate, wait: number): boolean {
  return wait >= fromSeconds && (toSeconds === null || wait <= toSeconds);
}

interface Seen {
  readonly at: number;
  readonly told: WaitEstimate;
  readonly held: boolean;
  readonly served: boolean;
}

/** Tells every seeker what was known then, and observes the wait. Seekers who asked before anything was known are left out. */
function estimateAll(arrivals: readonly Arrival[]): readonly Seen[] {
  const counts = new Map<number, WaitCounts>();
  const knownOf = (ahead: number) => counts.get(positionBucket(ahead)) ?? noWaits;
  const known = arrivals.filter(({ served }) => served).toSorted((a, b) => a.at + a.wait - b.at - b.wait);
  let next = 0;
  return arrivals.flatMap(({ at, wait, served, ahead }) => {
    for (
      let previousMatches = known[next];
      previousMatches && previousMatches.at + previousMatches.wait <= at;
      previousMatches = known[(next += 1)]
    ) {
      counts.set(positionBucket(previousMatches.ahead), addSample(knownOf(previousMatches.ahead), previousMatches.wait));
    }
    const told = estimateFrom(knownOf(ahead));
    return told === null ? [] : [{ at, told, held: holds(told, wait), served }];
  });
}

const share = (seen: readonly Seen[], of: (one: Seen) => boolean) => seen.filter(of).length / seen.length;
const percent = (part: number) => `${(100 * part).toFixed(1)} %`;

describe(`announced waits, seed ${seed}`, () => {
  it.each(workloads)('cover at least the promised share of later waits, and are not empty of information: $name', (load) => {
    const told = estimateAll(evenings(load, sequence(seed)));
    const served = told.filter((one) => one.served);
    const heldOfServed = share(served, ({ held }) => held);
    const heldOfAll = share(told, ({ held }) => held);
    const empty = share(told, (one) => one.told.fromSeconds === 0 && one.told.toSeconds === null);
    const minute = share(told, (one) => one.told.toSeconds === 60);
    console.log(
      `estimate, seed ${seed}, ${load.name}: of ${served.length} later waits ${percent(heldOfServed)} were covered; with the ` +
        `${told.length - served.length} who gave up first ${percent(heldOfAll)}; told "a minute" ${percent(minute)}, ` +
        `told "anything" ${percent(empty)}`,
    );
    expect(served.length).toBeGreaterThan(1000);
    expect(heldOfServed).toBeGreaterThanOrEqual(estimateCoverage);
    expect(heldOfAll).toBeGreaterThanOrEqual(estimateCoverage);
    expect(empty).toBeLessThan(1 / 3);
  });
});
