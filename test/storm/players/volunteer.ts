/** A volunteer: on for a stint, off again, and everything a client may do wrong around both. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RoutesOf } from '../../../shared/contract/contract.ts';
import { diceOf } from '../dice.ts';
import type { Dice } from '../dice.ts';
import type { Operation } from '../history.ts';
import { glanceMsMax, glanceMsMin, silenceMsMax, stintMsMax, stintMsMin } from '../limits.ts';
import { availabilityIn, offersIn } from '../reads.ts';
import type { VolunteerInScene } from '../scene.ts';
import { answerOffer } from './answering.ts';
import type { Serving } from './answering.ts';
import { pause, settled } from './stage.ts';
import type { Stage } from './stage.ts';

/** Plays one volunteer until the storm is over, and then off: nothing of theirs stays open. */
export async function volunteer(stage: Stage, me: VolunteerInScene): Promise<void> {
  const dice = diceOf(stage.seed, me.name);
  const serving: Serving = { stage, dice, me, talks: new Set(), answering: new Set() };
  await pause(dice.between(0, dice.chance(0.4) ? 0 : stage.arrivalMs));
  while (!stage.over.aborted) await stint(serving);
  await Promise.all(serving.talks);
  await leave(serving, false);
}

/** One stretch of being on. */
async function stint(serving: Serving): Promise<void> {
  const { stage, dice } = serving;
  const key = dice.key();
  const on = await settled(stage, dice, availability(serving, choices(dice), key));
  const session = availabilityIn(on)?.session;
  const until = Date.now() + dice.between(stintMsMin, stintMsMax);
  let etag: string | undefined;
  while (Date.now() < until && !stage.over.aborted) {
    etag = await lookForOffers(serving, etag);
    if (dice.chance(0.08)) await stage.history.call(mine(serving, 'nextOffer'));
    if (dice.chance(0.08)) await stage.history.call(availability(serving, { available: true, session }));
    if (dice.chance(0.05)) await stage.history.call(mine(serving, 'listMyConversations'));
  }
  await endStint(serving, { key, session });
}

/** Text only where there is more than one place. */
function choices(dice: Dice): object {
  return dice.chance(0.4) ? { available: true, channels: ['chat'], capacity: dice.one(2, 3) } : { available: true };
}

/** Looks once, held or not; answers what is new in the background, since one may talk and be asked at the same time. */
async function lookForOffers(serving: Serving, etag: string | undefined): Promise<string | undefined> {
  const { stage, dice } = serving;
  const held = etag !== undefined && dice.chance(0.6);
  const looked = await stage.history.call({
    ...mine(serving, 'listOffers'),
    headers: held ? { prefer: 'wait=2', 'if-none-match': etag } : {},
  });
  const fresh = (offersIn(looked) ?? []).filter((id) => !serving.answering.has(id));
  await Promise.all(fresh.map((id) => answerOffer(serving, id, () => leave(serving, false))));
  if (!held || looked.outcome === 'unknown') await pause(dice.between(glanceMsMin, glanceMsMax));
  return looked.etag ?? etag;
}

/**
 * Off in one of the ways there are: at once, after this one, or by falling silent until the lease is over; then what late
 * and doubled messages of a client may do: renew the ended session, repeat the old "on".
 */
async function endStint(serving: Serving, { key, session }: { readonly key: string; readonly session: string | undefined }) {
  const { stage, dice } = serving;
  const way = dice.one('off', 'off', 'off', 'drain', 'drain', 'twice', 'silent');
  if (way === 'silent') return await silence(stage, dice.chance(0.3) ? silenceMsMax : dice.between(stintMsMin, stintMsMax));
  await Promise.all([leave(serving, way === 'drain'), way === 'twice' ? leave(serving, false) : undefined]);
  if (way === 'drain') await Promise.all(serving.talks);
  if (dice.chance(0.5)) await stage.history.call(availability(serving, { available: true, session: session ?? 'none' }));
  if (dice.chance(0.5)) await stage.history.call(availability(serving, { available: true }, key));
  await stage.history.call(mine(serving, 'listOffers'));
  await pause(dice.between(0, stintMsMin));
}

/** Not heard of, for long enough that the lease is over or not; cut short by the end of the storm. */
async function silence(stage: Stage, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: stage.over }).catch(() => undefined);
}

async function leave(serving: Serving, afterThisOne: boolean): Promise<Operation> {
  return settled(serving.stage, serving.dice, availability(serving, { available: false, afterThisOne }));
}

function mine({ stage, me }: Serving, route: RoutesOf<'volunteer'> | 'listOffers') {
  return { who: me.name, route, params: { space: stage.scene.space }, token: me.token };
}

function availability(serving: Serving, body: object, key?: string) {
  return { ...mine(serving, 'setAvailability'), body, key };
}
