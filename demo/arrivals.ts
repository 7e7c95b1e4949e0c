/** When seekers come: drawn for an evening, or read from a trace. */
import type { Channel, Role } from '../shared/domain/vocabulary.ts';
import { dayCv } from '../policy-simulator/workload/figures.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { gammaFactor } from '../random/distributions.ts';

/** What is known of a seeker who comes; the rest is drawn. */
export interface Arrival {
  /** Evening seconds. */
  readonly at: number;
  readonly language?: string | undefined;
  readonly role?: Role | undefined;
  readonly urgency?: 'now' | 'soon' | 'whenever' | undefined;
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
  /** Seconds after which they gave up. */
  readonly gaveUpAfter?: number | undefined;
  /** Seconds they waited and were still there. */
  readonly waited?: number | undefined;
  readonly talkSeconds?: number | undefined;
}

/**
 * How busy each tenth of the evening is, relative to the others: it rises to a peak after the middle and calms down, as
 * text services report of their evenings. The last tenth is quiet, so that talks can end (assumed).
 */
const shape = [0.7, 0.9, 1.05, 1.15, 1.25, 1.3, 1.25, 1.1, 0.9, 0.4];

/** Share of the evening by which the last one comes. */
const lastComes = 0.95;

/**
 * So many arrivals, over-dispersed, in order; the evening begins with the first. Pure: the same seed, count and length
 * (evening seconds), the same evening.
 */
export function eveningArrivals(seed: number, count: number, length: number): readonly Arrival[] {
  const random = new SeededRandom(seed).of('arrivals');
  const tenths = shape.map((busy) => busy * gammaFactor(random, dayCv));
  const width = (length * lastComes) / tenths.length;
  const [, ...later] = Array.from({ length: count }, () => {
    const tenth = random.weighted(tenths.map((weight, value) => ({ value, weight })));
    return { at: (tenth + random.next()) * width };
  }).toSorted((a, b) => a.at - b.at);
  return [{ at: 0 }, ...later];
}
