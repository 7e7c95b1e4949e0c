/** Where the people of every scenario are: in a fixture, seen by a history. */
import type { History } from '../storm/history.ts';
import type { Fixture } from '../storm/fixture.ts';

export interface Place {
  readonly fixture: Fixture;
  readonly history: History;
}
