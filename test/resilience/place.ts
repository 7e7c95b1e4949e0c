/** Where the people of every scenario are: in a fixture, seen by a history. */
import type { History } from '../chaos/history.ts';
import type { Fixture } from '../chaos/fixture.ts';

export interface Place {
  readonly fixture: Fixture;
  readonly history: History;
}
