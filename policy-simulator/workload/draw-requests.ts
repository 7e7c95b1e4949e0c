/** The requests of a run and their times: arrivals by the hour, with more on some days than on others. */
import { requestId, type RequestId } from '../../shared/domain/ids.ts';
import { plusSeconds, type EpochMs } from '../../shared/domain/time.ts';
import { exponential, gammaFactor, lognormal } from '../../random/distributions.ts';
import { draw, stream } from '../../random/policy-random.ts';
import { type SurvivalCurve, drawSurvival } from '../../random/survival-curve.ts';
import { drawAsk, kindOf, type Mix } from './mix.ts';
import type { Seekers, SimRequest } from './scenario.ts';

export interface Arrivals {
  /** Requests in a day, on average. */
  readonly perDay: number;
  /** Share of the day's requests for each of its 24 hours. */
  readonly shape: readonly number[];
  /** Coefficient of variation of the day's volume. */
  readonly dayCv: number;
}

/** The patience of seekers who never give up, in seconds: longer than any run. */
const forever = 1e9;

/** Times of one day's requests, in seconds since its midnight: Poisson within an hour, the day's volume gamma distributed. */
export function arrivalTimes(arrivals: Arrivals, seed: number, day: number): readonly number[] {
  const random = stream(seed, 'arrivals', day);
  const volume = arrivals.perDay * gammaFactor(random, arrivals.dayCv);
  const times: number[] = [];
  arrivals.shape.forEach((share, hour) => {
    if (share <= 0) return;
    const mean = 3600 / (volume * share);
    for (let at = exponential(random, mean); at < 3600; at += exponential(random, mean)) times.push(hour * 3600 + at);
  });
  return times;
}

export interface Arrival {
  readonly id: RequestId;
  readonly at: EpochMs;
  readonly mix: Mix;
  readonly seekers: Seekers;
}

/** One seeker with a request. Everything about it follows from the seed and the id. */
export function drawRequest(seed: number, { id, at, mix, seekers }: Arrival): SimRequest {
  const random = stream(seed, 'seeker', id);
  const criteria = drawAsk(random, mix);
  const need = random.weighted(mix.demand.needs);
  return {
    id,
    at,
    criteria,
    need,
    kind: kindOf(criteria, mix.demand.languages[0]?.value ?? ''),
    patienceSeconds: seekers.patience === null ? forever : drawSurvival(random, seekers.patience),
    talkSeconds: lognormal(random, seekers.talk),
    heavy: random.next() < seekers.heavyShare,
    silent: random.next() < seekers.silentShare,
    attempt: 0,
  };
}

/** The seeker asks again: the same criteria, with a new patience. The id says which seeker it is, and which attempt. */
export function drawAgain(seed: number, earlier: SimRequest, at: EpochMs, patience: SurvivalCurve | null): SimRequest {
  const attempt = earlier.attempt + 1;
  const id = requestId.parse(`${earlier.id.replace(/-\d+$/u, '')}-${attempt}`);
  const random = stream(seed, 'again', id);
  return {
    ...earlier,
    id,
    at,
    attempt,
    patienceSeconds: patience === null ? forever : drawSurvival(random, patience),
  };
}

/** Some seekers ask for a known volunteer, who is on at that time and fits. */
export function withSameVolunteer(
  request: SimRequest,
  share: number,
  seed: number,
  candidates: () => readonly NonNullable<SimRequest['criteria']['sameVolunteer']>[],
): SimRequest {
  if (draw(seed, 'same', request.id) >= share) return request;
  const from = candidates();
  const sameVolunteer = from[Math.floor(draw(seed, 'which', request.id) * from.length)];
  return sameVolunteer === undefined ? request : { ...request, criteria: { ...request.criteria, sameVolunteer } };
}

/** The times as epoch milliseconds. */
export function instants(midnight: EpochMs, seconds: readonly number[]): readonly EpochMs[] {
  return seconds.map((one) => plusSeconds(midnight, one));
}
