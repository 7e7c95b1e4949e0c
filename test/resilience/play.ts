import { freshStateDir, removeStateDir } from '../chaos/service.ts';
import type { Scenario, Size } from './scenario.ts';
import { notRun, type Verdict } from './verdict.ts';

/** Plays a scenario in a new folder, and removes the folder. If this machine cannot play it, the verdict says why. */
export async function play(scenario: Scenario, { seed, size }: { readonly seed: number; readonly size: Size }): Promise<Verdict> {
  const why = scenario.impossible?.();
  if (why !== undefined) return notRun(scenario.name, why);
  const stateDir = freshStateDir();
  return await scenario.play({ seed, size, stateDir }).finally(() => removeStateDir(stateDir));
}
