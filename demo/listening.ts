/** A talk as its volunteer lives it: joins, listens, parts; marks it heavy, and now and then never wants to meet again. */
import { partsOf, conversationId } from '../shared/domain/ids.ts';
import { block, end, giveFeedback, sayHere, watch } from './conversation.ts';
import type { Side } from './conversation.ts';
import { lognormalAround } from '../random/distributions.ts';
import type { Random } from '../random/random.ts';
import type { Play } from './play.ts';

export interface Listening {
  readonly side: Side;
  readonly play: Play;
  readonly random: Random;
  /** Of the volunteer. */
  readonly name: string;
}

/** Seconds until the volunteer has opened the talk. */
const joining = { median: 5, sigma: 0.5 };
/** Seconds a volunteer waits for somebody who does not come. */
const waitsForSeeker = 600;

/** Seconds a goodbye takes at closing time, at most: nobody hangs up in the same instant. */
const goodbyeMost = 60;

/** Plays the talk to its end. */
export async function playListening({ side, play, random, name }: Listening): Promise<{ readonly heavy: boolean }> {
  const { clock, history, lobby, lastCall } = play;
  const heavy = random.chance(0.15);
  const thanks = random.chance(0.3);
  const blocks = random.chance(0.01);
  const goodbye = random.between(0, goodbyeMost);
  await clock.pause(lognormalAround(random, joining));
  if (!(await sayHere(side))) return { heavy: false };
  const met = await watch(side, clock.after(waitsForSeeker, lastCall), (page) => page.seekerHere);
  if (met !== 'enough') {
    if (met === 'interrupted' && !lastCall.aborted)
      history.note({ kind: 'missed', conversation: side.conversation, who: 'seeker' });
    if (met === 'interrupted') await end(side);
    return { heavy: false };
  }
  const stay = await watch(side, AbortSignal.any([lobby.partingOf(side.conversation), lastCall]));
  if (lastCall.aborted) await clock.pause(goodbye);
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
