/** Hundreds of long polls are open, and all other calls are still answered: long polls take capacity only from each other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inParallel } from '../../shared/app/store/in-parallel.ts';
import type { VolunteerProfile } from './actors/volunteer-profiles.ts';
import { History } from './history.ts';
import { isOfGateway, type Operation } from '../world/history/operation.ts';
import {
  allHeldMsMax,
  asksParallel,
  checkEveryMs,
  heldMin,
  openWaits,
  waitEveryMs,
  waitHeldMsMin,
  waitSecondsWished,
} from './limits.ts';
import { conversationIn, offersIn, requestIn } from '../world/history/reads.ts';
import { aFixture } from './fixture.ts';
import { eventually, freshStateDir, removeStateDir, startService, type Service } from './service.ts';
import { ManualSession, type Ticket } from './manual-session.ts';

/** No request ends before the test does: not by an expiry, not by a lapse, and not because its seeker is silent. */
const limits = {
  waitingMax: 1000,
  offerWindowSeconds: 600,
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
}, 400_000);

afterAll(async () => {
  await service.stop();
  removeStateDir(stateDir);
}, 30_000);

/**
 * The app of a seeker: it holds one long poll after the other until `over`, whatever each answers, so that all of them are held at
 * once however slow the machine is. Returns every answer.
 */
async function keepHolding(ticket: Ticket, at: number, over: AbortSignal): Promise<readonly Operation[]> {
  await sleep(at * waitEveryMs);
  const answers: Operation[] = [];
  // The first read gives the tag, and is not held.
  for (let etag: string | undefined; !over.aborted;) {
    const held = etag === undefined ? {} : { waitSeconds: waitSecondsWished, ifNoneMatch: etag };
    const answer = await session.ofRequest('showRequest', ticket, held);
    answers.push(answer);
    etag = answer.etag ?? etag;
    if (answer.retryAfter !== undefined)
      await sleep(answer.retryAfter * 1_000, undefined, { signal: over }).catch(() => undefined);
  }
  return answers;
}

/** Long polls that the service holds now. */
async function held(): Promise<number> {
  return (await service.functions())['earshot-long-poll']?.underWay ?? 0;
}

/** The youngest seeker cancels, one volunteer goes on and off, and the other accepts. Returns each call by its name. */
async function whileTheyWait({ request, token }: Ticket): Promise<Readonly<Record<string, Operation>>> {
  const { space } = session.fixture;
  const cancel = await session.known('cancelRequest', { params: { space, request }, token });
  const set = (name: string, available: boolean) =>
    session.known('setAvailability', { params: { space }, token: session.volunteer(name).token, body: { available } });
  const on = await set('late', true);
  const off = await set('late', false);
  await set('early', true);
  const shown = await eventually(
    () => session.by('early', 'listOffers'),
    (listed) => (offersIn(listed) ?? []).length > 0,
    { withinMs: allHeldMsMax, everyMs: checkEveryMs },
  );
  const [offer = ''] = offersIn(shown) ?? [];
  const accept = await session.known('acceptOffer', { params: { space, offer }, token: session.volunteer('early').token });
  return { cancel, on, off, accept };
}

function tookMs({ invokedAt, completedAt }: Operation): number {
  return completedAt - invokedAt;
}

describe(`${openWaits} open long polls`, () => {
  it('do not delay accept, cancel and off, and are answered with what changed', async () => {
    const waiters = await inParallel([...Array(openWaits).keys()], asksParallel, (n) => session.ask('en', `request-${n}`));
    const youngest = waiters.at(-1);
    if (youngest === undefined) throw new Error('No seeker waits');
    const over = new AbortController();
    const polls = waiters.map((waiting, at) => keepHolding(waiting, at, over.signal));
    await eventually(held, (count) => count >= heldMin, { withinMs: allHeldMsMax, everyMs: checkEveryMs });
    const answers = await whileTheyWait(youngest);
    over.abort();
    const after = await Promise.all(polls);

    const told = Object.entries(answers).map(([what, answer]) => `${what} ${answer.status} in ${tookMs(answer)} ms`);
    console.log(`with ${openWaits} open long polls: ${told.join(', ')}`);
    expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    // A call that waited for a place which a long poll holds would take as long as the long poll.
    expect(Math.max(...Object.values(answers).map(tookMs))).toBeLessThan(waitHeldMsMin);
    expect(answers['accept'] && conversationIn(answers['accept'])).toBeDefined();

    const all = after.flat();
    const isShed = (call: Operation): boolean => call.status === 503 && (call.retryAfter !== undefined || isOfGateway(call));
    expect(all.filter((wait) => wait.status !== 200 && wait.status !== 304 && !isShed(wait)).map(({ status }) => status)).toEqual(
      [],
    );
    const seen = after.map((own) => own.map((wait) => requestIn(wait)?.status));
    expect(seen.at(-1)).toContain('cancelled');
    expect(seen.flat().filter((status) => status === 'offered' || status === 'matched').length).toBeGreaterThan(0);
    // A long poll that answers "nothing changed" was held as long as it asked for. Or it found no slot and got Retry-After. What is over, as the
    // last request is, is answered at once.
    const brief = after
      .slice(0, -1)
      .flat()
      .filter((wait) => wait.status === 304 && tookMs(wait) < waitHeldMsMin);
    expect(brief.filter(({ retryAfter }) => retryAfter === undefined)).toEqual([]);
  }, 600_000);
});
