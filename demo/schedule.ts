/** Who comes and when: an evening drawn from the seed, or one replayed from a trace. */
import { eveningArrivals } from './arrivals.ts';
import type { Schedule } from './evening.ts';
import { factorDefault, factorOfTraceMax, minutesDefault } from './limits.ts';
import type { Options } from './options.ts';
import { protagonist, seekerProfiles, type SeekerProfile } from './seeker-profile.ts';
import { readTrace, type Trace } from './trace.ts';
import { volunteerProfiles } from './volunteer-profile.ts';

export interface ChosenSchedule {
  readonly schedule: Schedule;
  /** Second of the day at which it begins. */
  readonly startsAt: number;
  /** What there is to say about it before it begins. */
  readonly remarks: readonly string[];
}

/** Second of the day at which a drawn evening begins: 19:00. */
const eveningStartsAt = 19 * 3600;

/** The schedule these options choose. Rejects with a sentence when the trace cannot be used. */
export async function chooseSchedule(options: Options): Promise<ChosenSchedule> {
  const { seed, volunteers, seekers, minutes = minutesDefault, factor = factorDefault } = options;
  if (options.from !== undefined) return replayed(options, await readTrace(options.from, options));
  const length = minutes * 60 * factor;
  return {
    schedule: {
      seed,
      factor,
      length,
      seekers: withProtagonist(seekerProfiles(seed, eveningArrivals(seed, seekers, length))),
      volunteers: volunteerProfiles(seed, volunteers, length),
    },
    startsAt: eveningStartsAt,
    remarks: [],
  };
}

function withProtagonist([first, ...others]: readonly SeekerProfile[]): readonly SeekerProfile[] {
  return first === undefined ? [] : [protagonist(first), ...others];
}

function replayed({ seed, volunteers, minutes = minutesDefault, factor }: Options, trace: Trace): ChosenSchedule {
  const { length, arrivals, from, day, rejected, rejections, leftOut } = trace;
  const fitting = Math.min(factorOfTraceMax, Math.max(1, Math.ceil(length / (minutes * 60))));
  const rate = factor ?? fitting;
  const schedule = {
    seed,
    factor: rate,
    length,
    seekers: seekerProfiles(seed, arrivals),
    volunteers: volunteerProfiles(seed, volunteers, length),
  };
  const remarks = [
    `${arrivals.length} arrivals of the trace${day === undefined ? '' : `, ${day}`}, in ${(length / rate / 60).toFixed(1)} minutes`,
    ...(rejected === 0 ? [] : [`${rejected} rows left out: ${rejections.join('; ')}${rejected > rejections.length ? ' …' : ''}`]),
    ...(leftOut === 0 ? [] : [`${leftOut} arrivals left out: more than one evening takes`]),
  ];
  return { schedule, startsAt: from, remarks };
}
