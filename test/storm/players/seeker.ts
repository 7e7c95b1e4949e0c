/** A seeker: asks, retries, waits, leaves, talks, comes back. */
import type { RawSent } from '../../../client/sent.ts';
import type { Random } from '../../../random/random.ts';
import { SeededRandom } from '../../../random/seeded-random.ts';
import type { Operation } from '../../world/history/operation.ts';
import { keyBytes, pollMsMax, pollMsMin, soonMsMax, talkRoundsMax } from '../limits.ts';
import { askedIn, requestIn, type RequestSeen } from '../../world/history/reads.ts';
import { aPlan, hopelessPlan, type Plan } from './plans.ts';
import { pause, settled, type Stage } from './stage.ts';

interface Mine {
  readonly stage: Stage;
  readonly random: Random;
  readonly who: string;
  readonly plan: Plan;
}

/** A request that was acknowledged. */
interface Asked extends Mine {
  readonly request: string;
  readonly token: string;
}

export interface SeekerOptions {
  readonly name: string;
  readonly seekers: number;
  /** Waits for somebody who never comes, until the request expires, and comes back with the token. */
  readonly hopeless: boolean;
}

/** Plays one seeker from arrival to the end of their last story. */
export async function seek(stage: Stage, { name, seekers, hopeless }: SeekerOptions): Promise<void> {
  const random = new SeededRandom(stage.seed).of(name);
  await pause(hopeless ? 0 : random.between(0, stage.arrivalMs));
  const plan = hopeless ? hopelessPlan(random) : aPlan(random, seekers);
  const mine = { stage, random, who: name, plan };
  const asked = await ask(mine);
  if (asked === undefined || plan.leaves === 'without-a-word') return;
  const last = await wait(asked, hopeless ? Infinity : stage.patienceMs);
  if (last?.status === 'matched' && last.conversation !== undefined) await talk(asked, last.conversation.id);
  if (last?.status !== 'expired' || last.comeBack === undefined) return;
  const back = await ask({ ...mine, plan: { ...plan, mismatched: false, body: { ...plan.body, comeBack: last.comeBack } } });
  if (back !== undefined) await leave(back);
}

/** Asks, perhaps twice at once, until the outcome is known. Undefined: refused. */
async function ask(mine: Mine): Promise<Asked | undefined> {
  const { plan, random } = mine;
  const key = random.bytes(keyBytes).toString('base64url');
  const [first, second] = await Promise.all([askOnce(mine, key), plan.doubled ? askOnce(mine, key) : undefined]);
  const known = askedIn(first) ?? (second && askedIn(second));
  if (known === undefined) return undefined;
  if (plan.mismatched) {
    const other = { ...plan, body: { ...plan.body, urgency: plan.body.urgency === 'now' ? 'soon' : 'now' } } as const;
    await askOnce({ ...mine, plan: other }, key);
    await askOnce(mine, key);
  }
  return { ...mine, request: known.id, token: known.token };
}

function askOnce({ stage, random, who, plan }: Mine, key: string): Promise<Operation> {
  const { matchSeconds, body } = plan;
  const { space, partnerToken } = stage.scene;
  const token = plan.caller === 'partner' ? partnerToken : undefined;
  const asking = { who, params: { space }, token, idempotencyKey: key };
  return matchSeconds === undefined
    ? settled(stage, random, { ...asking, route: 'ask', body })
    : settled(stage, random, { ...asking, route: 'match', body: { ...body, waitSeconds: matchSeconds } });
}

/** Looks until the request is over or it is time to leave. Undefined: erased. */
async function wait(asked: Asked, patienceMs: number): Promise<RequestSeen | undefined> {
  const { random, plan } = asked;
  const tiredAt = Date.now() + (plan.leaves === 'soon' ? random.between(0, soonMsMax) : patienceMs);
  let etag: string | undefined;
  for (;;) {
    const operation = await look(asked, etag);
    etag = operation.etag ?? etag;
    const seen = requestIn(operation);
    if (operation.outcome === 'fail') return undefined;
    if (seen !== undefined && !['waiting', 'offered'].includes(seen.status)) return seen;
    if (Date.now() > tiredAt || (plan.leaves === 'when-offered' && seen?.status === 'offered')) {
      await leave(asked);
      return await shown(asked);
    }
    if (random.chance(0.1)) await call(asked, 'stillHere');
    if (!plan.held || operation.outcome === 'unknown') await pause(random.between(pollMsMin, pollMsMax));
  }
}

/** One look, held where the seeker is of that kind and knows what it saw last. */
async function look(asked: Asked, etag: string | undefined): Promise<Operation> {
  const held = asked.plan.held && etag !== undefined;
  return await call(asked, 'showRequest', held ? { waitSeconds: 5, ifNoneMatch: etag } : {});
}

async function shown(asked: Asked): Promise<RequestSeen | undefined> {
  return requestIn(await settled(asked.stage, asked.random, calling(asked, 'showRequest')));
}

async function leave(asked: Asked): Promise<void> {
  const route = asked.plan.leavesBy === 'cancel' ? 'cancelRequest' : 'eraseRequest';
  await settled(asked.stage, asked.random, calling(asked, route));
}

type Waiting = Pick<RawSent, 'waitSeconds' | 'ifNoneMatch'>;
type OwnRoute = 'showRequest' | 'stillHere' | 'cancelRequest' | 'eraseRequest';

function calling({ stage, who, request, token }: Asked, route: OwnRoute, waiting: Waiting = {}) {
  return { who, route, params: { space: stage.scene.space, request }, token, ...waiting } as const;
}

function call(asked: Asked, route: OwnRoute, waiting?: Waiting): Promise<Operation> {
  return asked.stage.history.call(calling(asked, route, waiting));
}

/** In the conversation: here, a while of talk, its end by one side or the other, and what is said about it. */
async function talk(asked: Asked, conversation: string): Promise<void> {
  const { stage, random, who, token, plan } = asked;
  const own = { who, params: { space: stage.scene.space, conversation }, token };
  const say = (route: 'showConversation' | 'hereInConversation' | 'block') => settled(stage, random, { ...own, route });
  await say('showConversation');
  await say('hereInConversation');
  await pause(plan.talkMs);
  if (plan.endsTalk) await settled(stage, random, { ...own, route: 'endConversation' });
  for (let round = 0; round < talkRoundsMax && !(await isOver(say('showConversation'))); round += 1)
    await pause(random.between(pollMsMin, pollMsMax));
  for (const act of plan.afterTalk) {
    if (act === 'erase') await leave({ ...asked, plan: { ...plan, leavesBy: 'erase' } });
    if (act === 'feedback') await settled(stage, random, { ...own, route: 'giveFeedback', body: { heard: 'yes' } });
    if (act === 'report') await settled(stage, random, { ...own, route: 'report', body: { category: 'other' } });
    if (act === 'block') await say('block');
  }
}

async function isOver(looking: Promise<Operation>): Promise<boolean> {
  const { outcome, body } = await looking;
  const state = typeof body === 'object' && body !== null && 'state' in body ? body.state : undefined;
  return outcome === 'fail' || state === 'ended';
}
