/** Other prices for rare skills and other forecasts of demand, which were compared with the planner's own. */
import { plannerBy } from '../../shared/domain/policy/plan-matches.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import { serviceParts, type PlannerParts } from '../policies/planner.ts';
import { fluidPrices } from './fluid.ts';
import { HourlyForecast } from './hourly.ts';
import { queueingPrices } from './queueing.ts';
import { SteadyMix } from './steady-mix.ts';

export interface OtherPrices {
  /** Follows the name of a planner policy. */
  readonly suffix: string;
  readonly about: string;
  readonly partsOf: (from: EpochMs) => PlannerParts;
}

export const otherPrices: readonly OtherPrices[] = [
  {
    suffix: '+fluid',
    about: 'prices from a small linear program, solved every five minutes',
    partsOf: (from) => ({ ...serviceParts(from), planner: plannerBy(fluidPrices()) }),
  },
  {
    suffix: '+queueing',
    about: 'prices from a model of the room as a queue',
    partsOf: (from) => ({ ...serviceParts(from), planner: plannerBy(queueingPrices) }),
  },
  {
    suffix: '+steady',
    about: 'demand forecast: the level of late, each kind with its share of all days',
    partsOf: (from) => ({ ...serviceParts(from), watch: new SteadyMix(from) }),
  },
  {
    suffix: '+hourly',
    about: 'demand forecast: the level of late, by the hours that days are drawn from',
    partsOf: (from) => ({ ...serviceParts(from), watch: new HourlyForecast(from) }),
  },
];
