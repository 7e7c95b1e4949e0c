/** A talk on the volunteer's side: joins, listens, says goodbye; may mark it heavy, and now and then blocks the seeker. */
import { partsOf, conversationId } from '../shared/domain/ids.ts';
import type { Context } from './context.ts';
import { block, end, giveFeedback, sayHere, watch, type Side } from './conversation.ts';
import type { Random } from '../random/random.ts';
import { lognormal } from '../random/distributions.ts';

export interface VolunteerSession {
  readonly side: Side;
  readonly context: Context;
  readonly random: Random;
  /** Of the volunteer. */
  readonly name: string;
}

/** Seconds until the volunteer has opened the talk (assumed). */
const joining = { mean: 5.7, sigma: 0.5 };
/** Seconds a volunteer waits for a seeker who does not come. */
const seekerWaitSeconds = 600;

/** Seconds a goodbye takes at closing time, at most: talks do not end in the same instant. */
const goodbyeSecondsMax = 60;

/** Runs the talk to its end. */
export async function runVolunteerSession({
  side,
  context,
  random,
  name,
}: VolunteerSession): Promise<{ readonly heavy: boolean }> {
  const { clock, history, goodbyes, leaveNow } = context;
  const heavy = random.chance(0.15);
  const thanks = random.chance(0.3);
  const blocks = random.chance(0.01);
  const goodbye = random.between(0, goodbyeSecondsMax);
  await clock.pause(lognormal(random, joining));
  if (!(await sayHere(side))) return { heavy: false };
  const met = await watch(side, clock.after(seekerWaitSeconds, leaveNow), (shown) => shown.seekerHere);
  if (met !== 'enough') {
    if (met === 'interrupted' && !leaveNow.aborted)
      history.note({ kind: 'missed', conversation: side.conversation, who: 'seeker' });
    if (met === 'interrupted') await end(side);
    return { heavy: false };
  }
  const stay = await watch(side, AbortSignal.any([goodbyes.goodbyeIn(side.conversation), leaveNow]));
  if (leaveNow.aborted) await clock.pause(goodbye);
  // Ended by the other side: it may still be marked, and lengthens the rest.
  if (stay === 'interrupted' || heavy) await end(side, heavy);
  if (heavy) history.note({ kind: 'heavy', volunteer: name });
  if (thanks) await giveFeedback(side, { rating: 4 });
  if (blocks && (await block(side))) {
    const { request } = partsOf(conversationId.parse(side.conversation));
    history.note({ kind: 'blocked', request, volunteer: name });
  }
  return { heavy };
}
