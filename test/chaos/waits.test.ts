/** Hundreds wait on held answers, and whoever does not wait is answered all the same: waiting people can starve only each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { VolunteerProfile } from './actors/volunteer-profiles.ts';
import { History } from './history.ts';
import type { Operation } from '../world/history/operation.ts';
import { answersMsMax, asksParallel, heldMin, openWaits, waitEveryMs, waitHeldMsMin, waitSecondsWished } from './limits.ts';
import { conversationIn, offersIn, requestIn } from '../world/history/reads.ts';
import { aFixture } from './fixture.ts';
import { eventually, freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { ManualSession, type Ticket } from './manual-session.ts';

/** Nobody is done waiting before the test is: not by an expiry, not by a lapse, not for being silent. */
const limits = {
  waitingMax: 1000,
  offerWindowSeconds: 120,
  presenceLeaseSeconds: 600,
  unmatchedExpirySeconds: 3600,
  stillThereSeconds: 600,
};
const cast = ['early', 'late'].map((name): VolunteerProfile => ({ name, role: 'listener', profile: { languages: ['en'] } }));

const stateDir = freshStateDir();
let service: Service;
let visit: ManualSession;

beforeAll(async () => {
  service = await startService(stateDir);
  visit = new ManualSession(await aFixture(service, cast, { limits }), new History(service.url));
}, 120_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

interface Waiting extends Ticket {
  readonly etag: string;
}

/** Asks, and looks once to know the tag. */
async function aWaiter(n: number): Promise<Waiting> {
  const ticket = await visit.ask('en', `request-${n}`);
  const looked = await visit.ofRequest('showRequest', ticket);
  return { ...ticket, etag: looked.etag ?? '' };
}

async function waitFor(waiting: Waiting, at: number): Promise<Operation> {
  await sleep(at * waitEveryMs);
  return await visit.ofRequest('showRequest', waiting, {
    waitSeconds: waitSecondsWished,
    ifNoneMatch: waiting.etag,
  });
}

/** Answers held right now. */
async function held(): Promise<number> {
  return (await service.functions())['earshot-long-poll']?.underWay ?? 0;
}

/** The youngest cancels, one volunteer comes and goes, the other accepts: each call by what it was. */
async function whileTheyWait(youngest: Ticket): Promise<Readonly<Record<string, Operation>>> {
  const cancel = await visit.ofRequest('cancelRequest', youngest);
  const on = await visit.setAvailable('late', true);
  const off = await visit.setAvailable('late', false);
  await visit.setAvailable('early', true);
  const shown = await eventually(
    () => visit.by('early', 'listOffers'),
    (looked) => (offersIn(looked) ?? []).length > 0,
  );
  const [offer = ''] = offersIn(shown) ?? [];
  const accept = await visit.by('early', 'acceptOffer', { params: { offer } });
  return { cancel, on, off, accept };
}

function tookMs({ invokedAt, completedAt }: Operation): number {
  return completedAt - invokedAt;
}

describe(`${openWaits} open waits`, () => {
  it('let accept, cancel and off still answer, and are told what changed', async () => {
    const waiters = await inParallel([...Array(openWaits).keys()], asksParallel, aWaiter);
    const youngest = waiters.at(-1);
    if (youngest === undefined) throw new Error('Nobody waits');
    const waits = waiters.map(waitFor);
    await eventually(held, (count) => count >= heldMin);
    const answers = await whileTheyWait(youngest);
    const after = await Promise.all(waits);

    const told = Object.entries(answers).map(([what, answer]) => `${what} ${answer.status} in ${tookMs(answer)} ms`);
    console.log(`with ${openWaits} open waits: ${told.join(', ')}`);
    expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(Math.max(...Object.values(answers).map(tookMs))).toBeLessThan(answersMsMax);
    expect(answers['accept'] && conversationIn(answers['accept'])).toBeDefined();

    expect(after.filter(({ status }) => status !== 200 && status !== 304).map(({ status }) => status)).toEqual([]);
    const seen = after.map((wait) => requestIn(wait)?.status);
    expect(seen.at(-1)).toBe('cancelled');
    expect(seen.filter((status) => status === 'offered' || status === 'matched').length).toBeGreaterThan(0);
    // Whoever was told that nothing changed was held as long as they wished, or found no slot and was told when to come back.
    const brief = after.filter((wait) => wait.status === 304 && tookMs(wait) < waitHeldMsMin);
    expect(brief.filter(({ retryAfter }) => retryAfter === undefined)).toEqual([]);
    expect(brief.length).toBeLessThanOrEqual(openWaits - heldMin);
  }, 120_000);
});
