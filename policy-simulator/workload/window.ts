/** Simulates some hours of a run instead of whole days, which is affordable for thousands of requests an hour. */
import { latest, plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import type { Scenario } from './scenario.ts';

/** Hours of the first day, from 0 to 24. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/**
 * Seconds simulated before counting begins. All volunteers are free when a run begins. After the length of two talks no more are
 * free than usual.
 */
const warmUpSeconds = 3600;

/** The part of a scenario in which these hours are counted, after an hour in which the room fills. */
export function windowOf(scenario: Scenario, { from, to }: Hours): Scenario {
  const countFrom = plusSeconds(scenario.from, from * 3600);
  const end = plusSeconds(scenario.from, to * 3600);
  const begin = latest(scenario.from, plusSeconds(countFrom, -warmUpSeconds));
  const isWithin = (at: EpochMs) => at >= begin && at < end;
  return {
    ...scenario,
    from: begin,
    to: end,
    countFrom,
    requests: scenario.requests.filter(({ at }) => isWithin(at)),
    shifts: scenario.shifts
      .filter((shift) => shift.to > begin && shift.from < end)
      .map((shift) => ({ ...shift, from: latest(shift.from, begin) })),
  };
}
