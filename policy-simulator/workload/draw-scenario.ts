/** One run of a workload: the people and their times, drawn from a seed. */
import { violations } from '../../shared/domain/eligibility.ts';
import { epochMs, plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { lognormalMean } from '../../random/distributions.ts';
import { stream } from '../../random/policy-random.ts';
import { arrivalTimes, drawAgain, drawRequest, instants, withSameVolunteer, type Arrivals } from './draw-requests.ts';
import { drawShifts, startTimes, type ShiftHabits } from './draw-shifts.ts';
import { drawPerson, requestNo, type Mix } from './mix.ts';
import type { Behaviour, Person, Scenario, Seekers, Shift, SimLimits, SimRequest } from './scenario.ts';
import { shiftStarts, targetPerHour } from './staffing.ts';

/** Which run it is: another seed gives other days with other people. */
export interface Run {
  readonly seed: number;
  readonly days: number;
}

/** A helpline: its seekers, its volunteers, and its load. */
export interface Helpline {
  readonly name: string;
  readonly arrivals: Arrivals;
  readonly mix: Mix;
  readonly seekers: Seekers;
  readonly habits: ShiftHabits;
  readonly behaviour: Behaviour;
  readonly limits: SimLimits;
  /** Time of talks and rests that seekers ask for, as a share of the time that volunteers give. */
  readonly load: number;
}

/** Monday, 2 March 2026, 0:00 UTC: the first midnight of every run. */
export const firstMidnight = epochMs.parse(Date.UTC(2026, 2, 2));
const daySeconds = 86_400;
/** Volunteers of a space, as a multiple of the shifts of one day: each volunteer comes about every third day. */
const populationPerDailyShift = 3;

/** The midnight at which day `n` begins. */
export function midnight(n: number): EpochMs {
  return plusSeconds(firstMidnight, n * daySeconds);
}

/** Draws everything of a run that does not depend on the policy. */
export function drawScenario(helpline: Helpline, { seed, days }: Run): Scenario {
  const { arrivals, mix, seekers, behaviour, limits } = helpline;
  const { people, shifts } = volunteersOf(helpline, { seed, days });
  const times = Array.from({ length: days }, (_, day) => instants(midnight(day), arrivalTimes(arrivals, seed, day))).flat();
  const requests = times.map((at, n) => drawRequest(seed, { id: requestNo(n), at, mix, seekers }));
  return {
    seed,
    workload: helpline.name,
    from: firstMidnight,
    to: midnight(days),
    limits,
    behaviour,
    seekers,
    people,
    shifts,
    requests: requests.map((request) => wishedAgain(request, shifts, mix.demand.sameVolunteerShare, seed)),
    again: (earlier, at) => drawAgain(seed, earlier, at, seekers.patience),
  };
}

/** The volunteers of a run and their shifts. */
export function volunteersOf(
  helpline: Omit<Helpline, 'name'>,
  { seed, days }: Run,
): { readonly people: readonly Person[]; readonly shifts: readonly Shift[] } {
  const { arrivals, mix, seekers, habits, limits, load } = helpline;
  const restSeconds = limits.restSeconds + seekers.heavyShare * (limits.heavyRestSeconds - limits.restSeconds);
  const weights = mix.supply.capacity.reduce((sum, one) => sum + one.weight, 0);
  const seatsPerVolunteer = mix.supply.capacity.reduce((sum, one) => sum + one.value * one.weight, 0) / weights;
  const target = targetPerHour(arrivals, { talk: seekers.talk, restSeconds, seatsPerVolunteer }, load);
  const { perSlot, slotSeconds } = shiftStarts(target, habits.length);
  const volunteerHours = target.reduce((sum, one) => sum + one, 0);
  const perDay = (volunteerHours * 3600) / lognormalMean(habits.length);
  const people = Array.from({ length: Math.max(1, Math.ceil(perDay * populationPerDailyShift)) }, (_, n) =>
    drawPerson(stream(seed, 'person', n), mix, n),
  );
  const starts = Array.from({ length: days }, (_, day) =>
    instants(midnight(day), startTimes(perSlot, slotSeconds, stream(seed, 'shift-starts', day))),
  ).flat();
  return { people, shifts: drawShifts(seed, starts, people, habits) };
}

/** A volunteer must stay on for at least this many seconds after the arrival of a request that asks for this volunteer. */
const staysAtLeast = 300;

/** Some seekers ask for a known volunteer, who is on and may serve them. */
export function wishedAgain(request: SimRequest, shifts: readonly Shift[], share: number, seed: number): SimRequest {
  return withSameVolunteer(request, share, seed, () =>
    shifts
      .filter((shift) => shift.from <= request.at && shift.to > plusSeconds(request.at, staysAtLeast))
      .filter(({ person }) => violations(request.criteria, person.facts).length === 0)
      .map(({ person }) => person.volunteer),
  );
}
