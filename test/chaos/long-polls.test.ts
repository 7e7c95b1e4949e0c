/** Hundreds of long polls are open, and all other calls are still answered: long polls take capacity only from each other. */
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

/** No request ends before the test does: not by an expiry, not by a lapse, and not because its seeker is silent. */
const limits = {
  waitingMax: 1000,
  offerWindowSeconds: 120,
  presenceLeaseSeconds: 600,
  unmatchedExpirySeconds: 3600,
  stillThereSeconds: 600,
};
const people = ['early', 'late'].map((name): VolunteerProfile => ({ name, role: 'listener', profile: { languages: ['en'] } }));

const stateDir = freshStateDir();
let service: Service;
let session: ManualSession;

beforeAll(async () => {
  service = await startService(stateDir);
  session = new ManualSession(await aFixture(service, people, { limits }), new History(service.url));
}, 120_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

interface Waiting extends Ticket {
  readonly etag: string;
}

/** Asks, and reads the request once to know its ETag. */
async function aWaiter(n: number): Promise<Waiting> {
  const ticket = await session.ask('en', `request-${n}`);
  const read = await session.ofRequest('showRequest', ticket);
  return { ...ticket, etag: read.etag ?? '' };
}

async function waitFor(waiting: Waiting, at: number): Promise<Operation> {
  await sleep(at * waitEveryMs);
  return await session.ofRequest('showRequest', waiting, {
    waitSeconds: waitSecondsWished,
    ifNoneMatch: waiting.etag,
  });
}

/** Long polls that the service holds now. */
async function held(): Promise<number> {
  return (await service.functions())['earshot-long-poll']?.underWay ?? 0;
}

/** The youngest seeker cancels, one volunteer goes on and off, and the other accepts. Returns each call by its name. */
async function whileTheyWait(youngest: Ticket): Promise<Readonly<Record<string, Operation>>> {
  const cancel = await session.ofRequest('cancelRequest', youngest);
  const on = await session.setAvailable('late', true);
  const off = await session.setAvailable('late', false);
  await session.setAvailable('early', true);
  const shown = await eventually(
    () => session.by('early', 'listOffers'),
    (listed) => (offersIn(listed) ?? []).length > 0,
  );
  const [offer = ''] = offersIn(shown) ?? [];
  const accept = await session.by('early', 'acceptOffer', { params: { offer } });
  return { cancel, on, off, accept };
}

function tookMs({ invokedAt, completedAt }: Operation): number {
  return completedAt - invokedAt;
}

describe(`${openWaits} open long polls`, () => {
  it('do not delay accept, cancel and off, and are answered with what changed', async () => {
    const waiters = await inParallel([...Array(openWaits).keys()], asksParallel, aWaiter);
    const youngest = waiters.at(-1);
    if (youngest === undefined) throw new Error('No seeker waits');
    const waits = waiters.map(waitFor);
    await eventually(held, (count) => count >= heldMin);
    const answers = await whileTheyWait(youngest);
    const after = await Promise.all(waits);

    const told = Object.entries(answers).map(([what, answer]) => `${what} ${answer.status} in ${tookMs(answer)} ms`);
    console.log(`with ${openWaits} open long polls: ${told.join(', ')}`);
    expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(Math.max(...Object.values(answers).map(tookMs))).toBeLessThan(answersMsMax);
    expect(answers['accept'] && conversationIn(answers['accept'])).toBeDefined();

    expect(after.filter(({ status }) => status !== 200 && status !== 304).map(({ status }) => status)).toEqual([]);
    const seen = after.map((wait) => requestIn(wait)?.status);
    expect(seen.at(-1)).toBe('cancelled');
    expect(seen.filter((status) => status === 'offered' || status === 'matched').length).toBeGreaterThan(0);
    // A long poll that answers "nothing changed" was held as long as it asked for. Or it found no slot and got Retry-After.
    const brief = after.filter((wait) => wait.status === 304 && tookMs(wait) < waitHeldMsMin);
    expect(brief.filter(({ retryAfter }) => retryAfter === undefined)).toEqual([]);
    expect(brief.length).toBeLessThanOrEqual(openWaits - heldMin);
  }, 120_000);
});
