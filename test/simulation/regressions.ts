/**
 * Real bugs that were found here, by the seed that found them. Seeds tell other stories whenever the workload or the code
 * changes, so each is kept as its kind of evening, and as a seeded bug: with it, that kind of evening still shows it.
 *
 * Some showed once in thousands of seeds, and are kept as small cases, where every interleaving is played (`small-scope/`): 1245, the
 * end of a lease settled by a write of unknown outcome ("gone while asked"); 4732, an edit of the space that missed who was about to be
 * on ("one who comes on"); 5189, a place told and not kept ("looked at"); 7924, a block while the next request was made ("asks again
 * while blocking").
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
    name: 'seed 416: around midnight, clocks apart let a volunteer be asked past the cap of the day',
    seed: 416,
    scenario: 'midnight',
    profile: 'clocks',
    bug: 'late-clock-forgets-day',
  },
  {
    name: 'a request whose offer was just settled still looked offered in the index, and was passed',
    seed: 1,
    scenario: 'rush',
    profile: 'lag',
    bug: 'settled-replanned',
  },
  {
    name: 'seed 388: a place that was taken away in the middle of two talks came back when the first of them ended',
    seed: 388,
    scenario: 'fewer-places',
    profile: 'clocks',
    bug: 'removed-place-returns',
  },
  {
    name: 'seed 1984: suspending who was just asked lost what the next version had written on the request',
    seed: 1984,
    scenario: 'evening',
    profile: 'everything',
    bug: 'withdrawn-offer-copied',
  },
];
