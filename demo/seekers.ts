/** A seeker's evening: asks, waits as long as patience lasts, talks, says how it was; some ask again. */
import { ask } from './asking.ts';
import type { Again, Seeker } from './asking.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { asksPerSeekerMax } from './limits.ts';
import type { Play } from './play.ts';
import type { SeekerPart } from './seeker-part.ts';
import { playTelling } from './telling.ts';
import { waitForMatch } from './waiting.ts';

/** Share of those who gave up that ask again within half an hour: 31 % of the bank's callers did. */
const redials = { share: 0.31, within: 1800 };
/** Seconds after a good talk until the same volunteer is asked for again (assumed). */
const again = { share: 0.12, low: 120, high: 900 };

/** Plays a seeker from the first request to the last. */
export async function playSeeker(part: SeekerPart, play: Play): Promise<void> {
  const random = new SeededRandom(play.seed).of(`${part.name} decides`);
  if (!(await play.clock.until(part.arrivesAt))) return;
  let next: Again | undefined = {};
  for (let asks = 0; asks < asksPerSeekerMax && next !== undefined && !play.closing.aborted; asks += 1) {
    next = await oneRequest({ part, play, random }, next);
  }
}

/** One request to its end; what the next one would bring, or undefined when this was enough. */
async function oneRequest(who: Seeker, how: Again): Promise<Again | undefined> {
  const { part, play, random } = who;
  const { history, clock, closing } = play;
  const standing = await ask(who, how);
  if (standing === undefined) return undefined;
  const outcome = await waitForMatch(who, standing);
  if (outcome.kind === 'matched') {
    const talked = await playTelling(who, { ...standing, conversation: outcome.conversation });
    if (talked === 'missed') return {};
    if (talked === 'goodbye' || !random.chance(again.share)) return undefined;
    const wants = await clock.pause(random.between(again.low, again.high), closing);
    return wants ? { sameVolunteerAs: outcome.conversation } : undefined;
  }
  if (!random.chance(redials.share)) return undefined;
  if (outcome.kind === 'expired') {
    history.note({ kind: 'back', seeker: part.name });
    return outcome.comeBack === undefined ? {} : { comeBack: outcome.comeBack };
  }
  return (await clock.pause(random.between(0, redials.within), closing)) ? {} : undefined;
}
