/** Some hours of a run instead of whole days: what is affordable where thousands ask in an hour. */
import { latest, plusSeconds } from '../../shared/domain/time.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Scene } from './scene.ts';

/** Hours of the first day, from 0 to 24. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Seconds simulated before what is counted: everybody is free when a run begins, and two talks later no more than usual. */
const warmUpSeconds = 3600;

/** The part of a scene in which these hours are counted, after an hour in which the room fills. */
export function windowOf(scene: Scene, { from, to }: Hours): Scene {
  const countFrom = plusSeconds(scene.from, from * 3600);
  const end = plusSeconds(scene.from, to * 3600);
  const begin = latest(scene.from, plusSeconds(countFrom, -warmUpSeconds));
  const isWithin = (at: EpochMs) => at >= begin && at < end;
  return {
    ...scene,
    from: begin,
    to: end,
    countFrom,
    requests: scene.requests.filter(({ at }) => isWithin(at)),
    shifts: scene.shifts
      .filter((shift) => shift.to > begin && shift.from < end)
      .map((shift) => ({ ...shift, from: latest(shift.from, begin) })),
  };
}
