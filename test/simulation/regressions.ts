/**
 * Real bugs that the simulation found, by the seed that found them. A seed gives another run when the workload or the code changes. So each
 * bug is kept with its scenario and its faults, and as a seeded bug, which these must still find.
 *
 * Some bugs appeared once in thousands of seeds. They are kept as small cases, where every interleaving is played (`small-scope/`):
 * - 1245: the end of a lease was written with unknown outcome ("a lease ends with an open offer").
 * - 4732: an edit of the space missed a volunteer who was going on ("a volunteer comes on").
 * - 5189: a position was told and not stored ("a seeker reads the position").
 * - 7924: a block during the creation of the next request ("a seeker asks again during a block").
 */
import type { ProfileName } from './engine/faults.ts';
import type { ScenarioName } from './scenarios.ts';

export interface Regression {
  /** The seed, if it was written down, and what it found. */
  readonly name: string;
  readonly seed: number;
  readonly scenario: ScenarioName;
  readonly profile: ProfileName;
  /** The id of the seeded bug that brings it back. */
  readonly bug: string;
}

export const regressions: readonly Regression[] = [
  {
    name: 'seed 416: at midnight, different clocks let a volunteer get offers beyond the cap of the day',
    seed: 416,
    scenario: 'midnight',
    profile: 'clocks',
    bug: 'late-clock-forgets-day',
  },
  {
    name: 'a request whose offer had just ended was still offered in the index, so a later request passed it',
    seed: 1,
    scenario: 'rush',
    profile: 'lag',
    bug: 'settled-replanned',
  },
  {
    name: 'seed 388: a place that was removed during two talks came back when the first talk ended',
    seed: 388,
    scenario: 'fewer-places',
    profile: 'clocks',
    bug: 'removed-place-returns',
  },
  {
    name: 'seed 1984: the suspension of a volunteer with an open offer removed a field that the next version had written on the request',
    seed: 1984,
    scenario: 'evening',
    profile: 'everything',
    bug: 'withdrawn-offer-copied',
  },
];
