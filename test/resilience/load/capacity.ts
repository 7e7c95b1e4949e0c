/** How much the machine takes: found out anew every time, since machines differ, and so does what else they do. */
import { createHash } from 'node:crypto';
import { inParallel } from '../../../shared/app/store/in-parallel.ts';
import { askedIn } from '../../world/history/reads.ts';
import { measuringMs, measuringPlayers } from '../limits.ts';
import { untilKnown } from '../../chaos/until-known.ts';
import type { Place } from '../place.ts';
import { leave } from './newcomers.ts';
import { askingBody } from '../../world/bodies.ts';

/** Visits a second (somebody asks, looks and leaves, without a pause) of a few people who do nothing else. */
export async function capacity(place: Place): Promise<number> {
  const players = Array.from({ length: measuringPlayers }, (_, at) => `measuring-${at + 1}`);
  const end = Date.now() + measuringMs;
  const visits = await inParallel(players, players.length, async (who) => {
    let nth = 0;
    while (Date.now() < end) {
      nth += 1;
      await visit(place, who, nth);
    }
    return nth;
  });
  return visits.reduce((sum, many) => sum + many, 0) / (measuringMs / 1000);
}

async function visit(place: Place, who: string, nth: number): Promise<void> {
  const { space, partnerToken: token } = place.fixture;
  const idempotencyKey = createHash('sha256').update(`${space} ${who} ${nth}`).digest('base64url');
  const body = askingBody;
  const asked = askedIn(await untilKnown(place, { who, route: 'ask', params: { space }, token, idempotencyKey, body }));
  if (asked === undefined) throw new Error(`${who} was refused`);
  const own = { who, params: { space, request: asked.id }, token: asked.token };
  await place.history.call({ ...own, route: 'showRequest' });
  await leave(place, own);
}
