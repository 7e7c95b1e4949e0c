/** How much the machine can serve. Each run measures it, because machines and their other work differ. */
import { inParallel } from '../../../shared/app/store/in-parallel.ts';
import { measuringActors, measuringMs } from '../limits.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import { visit } from './newcomers.ts';

const name = 'measuring';

/** Visits a second of a few seekers without pauses. Throws if none was served. */
export async function capacity(context: ScenarioContext): Promise<number> {
  const actors = Array.from({ length: measuringActors }, (_, at) => `${name}-${at + 1}`);
  const end = Date.now() + measuringMs;
  await inParallel(actors, actors.length, async (who) => {
    for (let nth = 1; Date.now() < end; nth += 1) await visit(context, { who: `${who}-${nth}`, stayMs: 0 });
  });
  const left = context.history.operations.filter(
    ({ who, route, outcome }) => who.startsWith(name) && route === 'cancelRequest' && outcome === 'ok',
  );
  if (left.length === 0) throw new Error('No visit was served');
  return left.length / (measuringMs / 1_000);
}
