/** A talk as its seeker lives it: joins, tells, parts; says whether they felt heard, and sometimes reports or blocks. */
import { randomBytes } from 'node:crypto';
import { contract } from '../shared/contract/contract.ts';
import { anything } from './api.ts';
import { addressOf, block, end, giveFeedback, sayHere, watch } from './conversation.ts';
import type { Side } from './conversation.ts';
import { erase } from './asking.ts';
import type { Seeker, Standing } from './asking.ts';

/** How seekers feel afterwards, and what follows (assumed). */
const felt = [
  { value: 'yes', weight: 0.7 },
  { value: 'somewhat', weight: 0.22 },
  { value: 'no', weight: 0.08 },
] as const;
const saysHow = 0.65;
const partsFirst = 0.6;
const blocksWhenUnheard = 0.6;
const reportsWhenUnheard = 0.3;
const erases = 0.04;
/** Seconds a seeker waits for a volunteer who accepted and does not come. */
const waitsForVolunteer = 600;
/** Seconds a way in is good for, real: beyond any talk of the demo. */
const joinSeconds = 3_600;

/** Plays the talk; `again` when they would ask for the same volunteer, `missed` when nobody came. */
export async function playTelling(
  who: Seeker,
  standing: Standing & { readonly conversation: string },
): Promise<'again' | 'goodbye' | 'missed'> {
  const { play, part, random } = who;
  const { conversation, request, token } = standing;
  const side: Side = { ...play, space: play.stage.space, conversation, token };
  const here = await sayHere(side);
  await noteMatch(who, standing, side);
  if (!here) return 'missed';
  if (part.via !== 'direct') await sendJoin(who, conversation);
  const met = await watch(side, play.clock.after(waitsForVolunteer, play.lastCall), (page) => page.volunteerHere);
  if (met !== 'enough') {
    if (met === 'over') return 'missed';
    if (!play.lastCall.aborted) play.history.note({ kind: 'missed', conversation, who: 'volunteer' });
    await end(side);
    return 'missed';
  }
  await talk(who, side);
  const heard = random.weighted(felt);
  if (random.chance(saysHow)) {
    await giveFeedback(side, { heard, rating: { yes: 5, somewhat: 3, no: 1 }[heard] });
    play.history.note({ kind: 'felt', heard });
  }
  if (heard === 'no') await afterABadOne(who, side, request);
  if (heard !== 'yes' || !random.chance(erases)) return heard === 'yes' ? 'again' : 'goodbye';
  await erase(who, standing);
  return 'goodbye';
}

/** How long it took, by the service's own clock. */
async function noteMatch({ part, play }: Seeker, { request, token }: Standing, side: Side): Promise<void> {
  const { api, history, stage } = play;
  const page = await api.call('showConversation', contract.showConversation.answers[200], addressOf(side));
  const asked = await api.call('showRequest', contract.showRequest.answers[200], {
    params: { space: stage.space, request },
    token,
  });
  if (page.kind !== 'answer' || asked.kind !== 'answer') return;
  const waitSeconds = (Date.parse(page.body.startedAt) - Date.parse(asked.body.askedAt)) / 1000;
  history.note({ kind: 'matched', seeker: part.name, request, waitSeconds });
}

/** The partner hands both over to a channel of its own. */
async function sendJoin({ play }: Seeker, conversation: string): Promise<void> {
  const url = (side: string) => ({ url: `https://app.example/talk/${conversation}?side=${side}` });
  const body = {
    seeker: url('seeker'),
    volunteer: url('volunteer'),
    expiresAt: new Date(Date.now() + joinSeconds * 1000).toISOString(),
  };
  const params = { space: play.stage.space, conversation };
  await play.api.call('setJoin', anything, { params, token: play.stage.partnerKey, body, fine: ['already-over'] });
}

/** Talks for as long as there is to tell; then one of the two presses the button. */
async function talk({ part, play, random }: Seeker, side: Side): Promise<void> {
  const mine = random.chance(partsFirst);
  const told = await watch(side, play.clock.after(part.talkSeconds, play.lastCall));
  if (told === 'over') return;
  if (mine || play.lastCall.aborted) return end(side);
  play.lobby.part(side.conversation);
  if ((await watch(side, play.clock.after(waitsForVolunteer, play.lastCall))) === 'interrupted') await end(side);
}

async function afterABadOne({ play, random }: Seeker, side: Side, request: string): Promise<void> {
  const { history } = play;
  if (random.chance(reportsWhenUnheard)) {
    const key = randomBytes(24).toString('base64url');
    await side.api.call('report', anything, { ...addressOf(side), key, body: { category: 'other' } });
    history.note({ kind: 'reported' });
  }
  if (!random.chance(blocksWhenUnheard) || !(await block(side))) return;
  const volunteer = history.entries.findLast((entry) => entry.kind === 'accepted' && entry.conversation === side.conversation);
  if (volunteer?.kind === 'accepted') history.note({ kind: 'blocked', request, volunteer: volunteer.volunteer });
}
