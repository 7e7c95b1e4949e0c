/** A volunteer: on for a stint, off again, and everything a client may do wrong around both. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sent } from '../../../client/sent.ts';
import type { Random } from '../../../random/random.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import type { Operation } from '../../world/history/operation.ts';
import { glanceMsMax, glanceMsMin, keyBytes, silenceMsMax, stintMsMax, stintMsMin } from '../limits.ts';
import { availabilityIn, offersIn } from '../../world/history/reads.ts';
import type { VolunteerInScene } from '../scene.ts';
import { answerOffer, type Serving } from './answering.ts';
import { pause, settled, type Stage } from './stage.ts';

type Availability = Sent<'setAvailability'>['body'];

/** Plays one volunteer until the storm is over, and then off: nothing of theirs stays open. */
export async function volunteer(stage: Stage, me: VolunteerInScene): Promise<void> {
  const random = new SeededRandom(stage.seed).of(me.name);
  const serving: Serving = { stage, random, me, talks: new Set(), answering: new Set() };
  await pause(random.between(0, random.chance(0.4) ? 0 : stage.arrivalMs));
  while (!stage.over.aborted) await stint(serving);
  await Promise.all(serving.talks);
  await leave(serving, false);
}

/** One stretch of being on. */
async function stint(serving: Serving): Promise<void> {
  const { stage, random } = serving;
  const key = random.bytes(keyBytes).toString('base64url');
  const on = await settled(stage, random, availability(serving, choices(random), key));
  const session = availabilityIn(on)?.session;
  const until = Date.now() + random.between(stintMsMin, stintMsMax);
  let etag: string | undefined;
  while (Date.now() < until && !stage.over.aborted) {
    etag = await lookForOffers(serving, etag);
    if (random.chance(0.08)) await stage.history.call(mine(serving, 'nextOffer'));
    if (random.chance(0.08))
      await stage.history.call(availability(serving, { available: true, ...(session === undefined ? {} : { session }) }));
    if (random.chance(0.05)) await stage.history.call(mine(serving, 'listMyConversations'));
  }
  await endStint(serving, { key, session });
}

/** Text only where there is more than one place. */
function choices(random: Random): Availability {
  return random.chance(0.4) ? { available: true, channels: ['chat'], capacity: random.pick([2, 3]) } : { available: true };
}

/** Looks once, held or not; answers what is new in the background, since one may talk and be asked at the same time. */
async function lookForOffers(serving: Serving, etag: string | undefined): Promise<string | undefined> {
  const { stage, random } = serving;
  const held = etag !== undefined && random.chance(0.6);
  const looked = await stage.history.call({
    ...mine(serving, 'listOffers'),
    ...(held ? { waitSeconds: 2, ifNoneMatch: etag } : {}),
  });
  const fresh = (offersIn(looked) ?? []).filter((id) => !serving.answering.has(id));
  await Promise.all(fresh.map((id) => answerOffer(serving, id, () => leave(serving, false))));
  if (!held || looked.outcome === 'unknown') await pause(random.between(glanceMsMin, glanceMsMax));
  return looked.etag ?? etag;
}

/**
 * Off in one of the ways there are: at once, after this one, or by falling silent until the lease is over; then what late
 * and doubled messages of a client may do: renew the ended session, repeat the old "on".
 */
async function endStint(serving: Serving, { key, session }: { readonly key: string; readonly session: string | undefined }) {
  const { stage, random } = serving;
  const way = random.pick(['off', 'off', 'off', 'drain', 'drain', 'twice', 'silent'] as const);
  if (way === 'silent') return await silence(stage, random.chance(0.3) ? silenceMsMax : random.between(stintMsMin, stintMsMax));
  await Promise.all([leave(serving, way === 'drain'), way === 'twice' ? leave(serving, false) : undefined]);
  if (way === 'drain') await Promise.all(serving.talks);
  if (random.chance(0.5)) await stage.history.call(availability(serving, { available: true, session: session ?? 'none' }));
  if (random.chance(0.5)) await stage.history.call(availability(serving, { available: true }, key));
  await stage.history.call(mine(serving, 'listOffers'));
  await pause(random.between(0, stintMsMin));
}

/** Not heard of, for long enough that the lease is over or not; cut short by the end of the storm. */
async function silence(stage: Stage, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: stage.over }).catch(() => undefined);
}

async function leave(serving: Serving, afterThisOne: boolean): Promise<Operation> {
  return settled(serving.stage, serving.random, availability(serving, { available: false, afterThisOne }));
}

function mine<Id extends 'listOffers' | 'nextOffer' | 'listMyConversations' | 'setAvailability'>(
  { stage, me }: Serving,
  route: Id,
) {
  return { who: me.name, route, params: { space: stage.scene.space }, token: me.token };
}

function availability(serving: Serving, body: Availability, idempotencyKey?: string) {
  return { ...mine(serving, 'setAvailability'), body, idempotencyKey };
}
