/** Ways to group waits for an estimate. The service's own way is first. */
import { positionBucket } from '../../shared/domain/estimate/position-bucket.ts';
import { fitted, leastSquares } from './least-squares.ts';
import type { Arrival, Estimator } from './replay.ts';

/** Seconds at which predictions of the fitted mix are divided into groups. */
const predictionsFrom = [10, 25, 45, 70, 110, 160, 240] as const;

export const estimators: readonly Estimator[] = [
  {
    name: 'how many are ahead',
    keyFor:
      () =>
      ({ ahead }) =>
        `ahead ${positionBucket(ahead)}`,
  },
  {
    name: 'hour of the day',
    keyFor:
      () =>
      ({ hour }) =>
        `hour ${hour}`,
  },
  { name: 'six predictors, fitted', keyFor: byFit },
];

/** A linear combination of all predictors, fitted to the waits of every month but the last. */
function byFit(all: readonly Arrival[]): (of: Arrival) => string {
  const last = all.at(-1)?.month;
  const known = all.filter(({ call, month }) => call.served !== undefined && month !== last);
  const weights = leastSquares(
    known.map(({ predictors }) => predictors),
    known.map(({ call }) => call.waited),
  );
  return ({ predictors }) => `from ${predictionsFrom.findLast((from) => from <= fitted(weights, predictors)) ?? 0}`;
}
