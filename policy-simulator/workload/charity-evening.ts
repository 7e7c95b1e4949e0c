/** A small charity's evening: four volunteers from six to ten, three requests an hour, one language. */
import { plusSeconds } from '../../shared/domain/time.ts';
import { stream } from '../../random/policy-random.ts';
import { arrivalTimes, drawAgain, drawRequest, instants } from './draw-requests.ts';
import { midnight, wishedAgain, type Run } from './draw-scenario.ts';
import { helpline } from './helpline.ts';
import { drawPerson, requestNo } from './mix.ts';
import type { Scenario, Shift } from './scenario.ts';

const opensAtHour = 18;
const openHours = 4;
const volunteersOn = 4;
const requestsPerHour = 3;
/** Days between two evenings of the same volunteer: one evening a week. */
const rota = 7;

/** A run of this number of evenings, one each day. */
export function charityEvening({ seed, days }: Run): Scenario {
  const { mix, seekers, behaviour, limits } = helpline({ perHour: requestsPerHour, load: 1, scarcity: 'none' });
  const shape = Array.from({ length: 24 }, (_, hour) =>
    hour >= opensAtHour && hour < opensAtHour + openHours ? 1 / openHours : 0,
  );
  const arrivals = { perDay: requestsPerHour * openHours, shape, dayCv: 0.2 };
  const people = Array.from({ length: volunteersOn * rota }, (_, n) => drawPerson(stream(seed, 'person', n), mix, n));
  const shifts = Array.from({ length: days }, (_, day): readonly Shift[] => {
    const from = plusSeconds(midnight(day), opensAtHour * 3600);
    const to = plusSeconds(from, openHours * 3600);
    const tonight = people.slice((day % rota) * volunteersOn, (day % rota) * volunteersOn + volunteersOn);
    return tonight.map((person) => ({ person, from, to, until: to, leavesSilently: false }));
  }).flat();
  const times = Array.from({ length: days }, (_, day) => instants(midnight(day), arrivalTimes(arrivals, seed, day))).flat();
  return {
    seed,
    workload: 'charity-evening',
    from: midnight(0),
    to: midnight(days),
    limits,
    behaviour,
    seekers,
    people,
    shifts,
    requests: times
      .map((at, n) => drawRequest(seed, { id: requestNo(n), at, mix, seekers }))
      .map((request) => wishedAgain(request, shifts, mix.demand.sameVolunteerShare, seed)),
    again: (earlier, at) => drawAgain(seed, earlier, at, seekers.patience),
  };
}
