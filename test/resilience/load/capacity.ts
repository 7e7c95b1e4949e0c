/** How much the machine can serve. Each run measures it, because machines and their other work differ. */
import { createHash } from 'node:crypto';
import { inParallel } from '../../../shared/app/store/in-parallel.ts';
import { askedIn } from '../../world/history/reads.ts';
import { measuringMs, measuringActors } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { ScenarioContext } from '../scenario-context.ts';
import { leave } from './newcomers.ts';
import { askingBody } from '../../world/bodies.ts';

/** Visits a second of a few actors without pauses. In a visit an actor asks, reads the request, and leaves. */
export async function capacity(context: ScenarioContext): Promise<number> {
  const actors = Array.from({ length: measuringActors }, (_, at) => `measuring-${at + 1}`);
  const end = Date.now() + measuringMs;
  const visits = await inParallel(actors, actors.length, async (who) => {
    let nth = 0;
    while (Date.now() < end) {
      nth += 1;
      await visit(context, who, nth);
    }
    return nth;
  });
  return visits.reduce((sum, many) => sum + many, 0) / (measuringMs / 1000);
}

async function visit(context: ScenarioContext, who: string, nth: number): Promise<void> {
  const { space, partnerToken: token } = context.fixture;
  const idempotencyKey = createHash('sha256').update(`${space} ${who} ${nth}`).digest('base64url');
  const body = askingBody;
  const asked = askedIn(await untilKnown(context, { who, route: 'ask', params: { space }, token, idempotencyKey, body }));
  if (asked === undefined) throw new Error(`${who} was refused`);
  const own = { who, params: { space, request: asked.id }, token: asked.token };
  await context.history.call({ ...own, route: 'showRequest' });
  await leave(context, own);
}
