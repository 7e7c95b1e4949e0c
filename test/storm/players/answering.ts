/** What a volunteer does with an offer: takes it, twice at once, lets it pass or lapse, goes off beside it; and the talk. */
import type { Random } from '../../../random/random.ts';
import type { Operation } from '../../world/history/operation.ts';
import { hesitationMsMax } from '../limits.ts';
import { conversationIn } from '../../world/history/reads.ts';
import type { VolunteerInScene } from '../scene.ts';
import { pause, settled, type Stage } from './stage.ts';

export interface Serving {
  readonly stage: Stage;
  readonly random: Random;
  readonly me: VolunteerInScene;
  /** Talks under way. */
  readonly talks: Set<Promise<void>>;
  /** Offers that were seen: each is answered once. */
  readonly answering: Set<string>;
}

type Way = 'accept' | 'accept-twice' | 'accept-and-off' | 'off-and-accept' | 'decline' | 'decline-and-accept' | 'lapse';

const ways: readonly [Way, ...Way[]] = [
  'accept',
  'accept',
  'accept',
  'accept',
  'accept',
  'accept-twice',
  'accept-twice',
  'accept-and-off',
  'off-and-accept',
  'decline',
  'decline-and-accept',
  'lapse',
];

/** Answers one offer, once. `off` goes off: it may race the answer. */
export async function answerOffer(serving: Serving, offer: string, off: () => Promise<unknown>): Promise<void> {
  const { random, answering } = serving;
  answering.add(offer);
  const way = random.pick(ways);
  if (way === 'lapse') return;
  await pause(random.between(0, hesitationMsMax));
  const conversation = (await answered(serving, { offer, way, off })).map(conversationIn).find((won) => won !== undefined);
  if (conversation === undefined) return;
  const going = talk(serving, { offer, conversation }).finally(() => serving.talks.delete(going));
  serving.talks.add(going);
}

interface Answering {
  readonly offer: string;
  readonly way: Exclude<Way, 'lapse'>;
  readonly off: () => Promise<unknown>;
}

/** The accepts that were sent, if any. */
async function answered(serving: Serving, { offer, way, off }: Answering): Promise<readonly Operation[]> {
  const accept = () => answer(serving, 'acceptOffer', offer);
  const decline = () => answer(serving, 'declineOffer', offer);
  switch (way) {
    case 'accept':
      return [await accept()];
    case 'accept-twice':
      return await Promise.all([accept(), accept()]);
    case 'accept-and-off':
      return [(await Promise.all([accept(), off()]))[0]];
    case 'off-and-accept':
      await off();
      return [await accept()];
    case 'decline':
      await decline();
      return [];
    case 'decline-and-accept':
      await decline();
      return [await accept()];
  }
}

function answer({ stage, random, me }: Serving, route: 'acceptOffer' | 'declineOffer', offer: string): Promise<Operation> {
  return settled(stage, random, { who: me.name, route, params: { space: stage.scene.space, offer }, token: me.token });
}

/** A while of talk; ends it, perhaps as heavy, perhaps after the other side did; may block, and repeats its accept once. */
async function talk(
  serving: Serving,
  { offer, conversation }: { readonly offer: string; readonly conversation: string },
): Promise<void> {
  const { stage, random, me } = serving;
  const own = { who: me.name, params: { space: stage.scene.space, conversation }, token: me.token };
  const say = (route: 'showConversation' | 'hereInConversation' | 'block') => settled(stage, random, { ...own, route });
  const ms = random.between(300, 4000);
  const [again, heavy, block] = [random.chance(0.2), random.chance(0.15), random.chance(0.1)];
  await say('showConversation');
  await say('hereInConversation');
  await pause(ms);
  if (again) await answer(serving, 'acceptOffer', offer);
  await settled(stage, random, { ...own, route: 'endConversation', ...(heavy ? { body: { heavy } } : {}) });
  if (block) await say('block');
}
