/** Ways to tell waits apart, the service's own first. */
import type { Estimator, Situation } from './replay.ts';

/** Places told apart, by the least number ahead; beyond the last they wait about as long. */
const placesFrom = [0, 1, 2, 3, 4, 6, 9, 14, 20];

const hourOf = ({ hour }: Situation) => `hour ${hour}`;
const placeOf = ({ ahead }: Situation) => `ahead ${placesFrom.findLast((from) => from <= ahead) ?? 0}`;

export const estimators: readonly Estimator[] = [
  { name: 'hour of the day', keys: (of) => [hourOf(of)] },
  { name: 'how many are ahead', keys: (of) => [placeOf(of), hourOf(of)] },
];
