/** A seeker's evening: asks, waits as long as patience lasts, talks, says how it was; some ask again. */
import { redial } from '../policy-simulator/workload/figures.ts';
import type { Context } from './context.ts';
import { asksPerSeekerMax } from './limits.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import type { SeekerProfile } from './seeker-profile.ts';
import { runSeekerSession } from './seeker-session.ts';
import { waitForMatch } from './seeker-wait.ts';
import { ask, type NextRequest, type Seeker } from './talk-request.ts';

/** The share of good talks after which the same volunteer is asked for again, and after how many seconds (assumed). */
const again = { share: 0.12, low: 120, high: 900 };

/** Runs a seeker from the first request to the last. */
export async function runSeeker(profile: SeekerProfile, context: Context): Promise<void> {
  const random = new SeededRandom(context.seed).of(`${profile.name} decides`);
  if (!(await context.clock.until(profile.arrivesAt))) return;
  let next: NextRequest | undefined = {};
  for (let asks = 0; asks < asksPerSeekerMax && next !== undefined && !context.closing.aborted; asks += 1) {
    next = await oneRequest({ profile, context, random }, next);
  }
}

/** Runs one request to its end. Returns what the next request brings with it; undefined: there is no next request. */
async function oneRequest(seeker: Seeker, sent: NextRequest): Promise<NextRequest | undefined> {
  const { profile, context, random } = seeker;
  const { history, clock, closing } = context;
  const talkRequest = await ask(seeker, sent);
  if (talkRequest === undefined) return undefined;
  const outcome = await waitForMatch(seeker, talkRequest);
  if (outcome.kind === 'matched') {
    const talked = await runSeekerSession(seeker, { ...talkRequest, conversation: outcome.conversation });
    if (talked === 'missed') return {};
    if (talked === 'goodbye' || !random.chance(again.share)) return undefined;
    const wants = await clock.pause(random.between(again.low, again.high), closing);
    return wants ? { sameVolunteerAs: outcome.conversation } : undefined;
  }
  if (!random.chance(redial.share)) return undefined;
  if (outcome.kind === 'expired') {
    history.note({ kind: 'back', seeker: profile.name });
    return outcome.comeBack === undefined ? {} : { comeBack: outcome.comeBack };
  }
  return (await clock.pause(random.between(0, redial.withinSeconds), closing)) ? {} : undefined;
}
