/** The fixture of a scenario, and the history that records its calls. */
import type { History } from '../chaos/history.ts';
import type { Fixture } from '../chaos/fixture.ts';

export interface ScenarioContext {
  readonly fixture: Fixture;
  readonly history: History;
}
