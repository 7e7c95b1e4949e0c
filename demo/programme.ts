/** What is played: an evening drawn from the seed, or one replayed from a trace. */
import { eveningArrivals } from './arrivals.ts';
import type { Programme } from './evening.ts';
import { factorDefault, factorOfTraceMax, minutesDefault } from './limits.ts';
import type { Options } from './options.ts';
import { seekerParts } from './seeker-part.ts';
import { readTrace } from './trace.ts';
import type { Trace } from './trace.ts';
import { volunteerParts } from './volunteer-part.ts';

export interface Chosen {
  readonly programme: Programme;
  /** Second of the day at which it begins. */
  readonly startsAt: number;
  /** What there is to say about it before it begins. */
  readonly remarks: readonly string[];
}

/** Second of the day at which a drawn evening begins: 19:00. */
const eveningStartsAt = 19 * 3600;

/** The programme these options choose. Rejects with a sentence when the trace cannot be used. */
export async function chooseProgramme(options: Options): Promise<Chosen> {
  const { seed, volunteers, seekers, minutes = minutesDefault, factor = factorDefault } = options;
  if (options.from !== undefined) return replayed(options, await readTrace(options.from, options));
  const length = minutes * 60 * factor;
  return {
    programme: {
      seed,
      factor,
      length,
      seekers: seekerParts(seed, eveningArrivals(seed, seekers, length)),
      volunteers: volunteerParts(seed, volunteers, length),
    },
    startsAt: eveningStartsAt,
    remarks: [],
  };
}

function replayed({ seed, volunteers, minutes = minutesDefault, factor }: Options, trace: Trace): Chosen {
  const { length, arrivals, from, day, blemished, blemishes, leftOut } = trace;
  const fitting = Math.min(factorOfTraceMax, Math.max(1, Math.ceil(length / (minutes * 60))));
  const rate = factor ?? fitting;
  const programme = {
    seed,
    factor: rate,
    length,
    seekers: seekerParts(seed, arrivals),
    volunteers: volunteerParts(seed, volunteers, length),
  };
  const remarks = [
    `${arrivals.length} arrivals of the trace${day === undefined ? '' : `, ${day}`}, in ${(length / rate / 60).toFixed(1)} minutes`,
    ...(blemished === 0
      ? []
      : [`${blemished} rows left out: ${blemishes.join('; ')}${blemished > blemishes.length ? ' …' : ''}`]),
    ...(leftOut === 0 ? [] : [`${leftOut} arrivals left out: more than one evening plays`]),
  ];
  return { programme, startsAt: from, remarks };
}
