/** A talk on the seeker's side: joins, talks, says goodbye; says whether they felt heard, and sometimes reports or blocks. */
import { randomBytes } from 'node:crypto';
import { addressOf, block, end, giveFeedback, sayHere, watch, type Side } from './conversation.ts';
import { ofKind } from './history.ts';
import { erase, type Seeker, type TalkRequest } from './talk-request.ts';

/** How seekers feel afterwards, and the shares of what follows (assumed). */
const felt = [
  { value: 'yes', weight: 0.7 },
  { value: 'somewhat', weight: 0.22 },
  { value: 'no', weight: 0.08 },
] as const;
const feedbackShare = 0.65;
const endsItselfShare = 0.6;
const blockShareWhenUnheard = 0.6;
const reportShareWhenUnheard = 0.3;
const eraseShare = 0.04;
/** Seconds a seeker waits for a volunteer who accepted and does not come. */
const volunteerWaitSeconds = 600;
/** Real seconds that a join link is good for: beyond any talk of the demo. */
const joinSeconds = 3_600;

/** Runs the talk; `again` when the seeker would ask for the same volunteer, `missed` when the volunteer did not come. */
export async function runSeekerSession(
  seeker: Seeker,
  talkRequest: TalkRequest & { readonly conversation: string },
): Promise<'again' | 'goodbye' | 'missed'> {
  const { context, profile, random } = seeker;
  const { conversation, request, token } = talkRequest;
  const side: Side = { ...context, space: context.setup.space, conversation, token };
  const here = await sayHere(side);
  await noteMatch(seeker, talkRequest, side);
  if (!here) return 'missed';
  if (profile.via !== 'direct') await sendJoin(seeker, conversation);
  const met = await watch(side, context.clock.after(volunteerWaitSeconds, context.leaveNow), (shown) => shown.volunteerHere);
  if (met !== 'enough') {
    if (met === 'over') return 'missed';
    if (!context.leaveNow.aborted) context.history.note({ kind: 'missed', conversation, who: 'volunteer' });
    await end(side);
    return 'missed';
  }
  await talk(seeker, side);
  const heard = random.weighted(felt);
  if (random.chance(feedbackShare)) {
    await giveFeedback(side, { heard, rating: { yes: 5, somewhat: 3, no: 1 }[heard] });
    context.history.note({ kind: 'felt', heard });
  }
  if (heard === 'no') await afterAnUnheardTalk(seeker, side, request);
  if (heard !== 'yes' || !random.chance(eraseShare)) return heard === 'yes' ? 'again' : 'goodbye';
  await erase(seeker, talkRequest);
  return 'goodbye';
}

/** How long it took, by the service's own clock. */
async function noteMatch({ profile, context }: Seeker, { request, token }: TalkRequest, side: Side): Promise<void> {
  const { client, history, setup } = context;
  const { startedAt } = await client.succeeds('showConversation', addressOf(side));
  const { askedAt } = await client.succeeds('showRequest', { params: { space: setup.space, request }, token });
  const waitSeconds = (Date.parse(startedAt) - Date.parse(askedAt)) / 1000;
  history.note({ kind: 'matched', seeker: profile.name, request, waitSeconds });
}

/** The partner sends both sides the links to a channel of its own. */
async function sendJoin({ context }: Seeker, conversation: string): Promise<void> {
  const url = (side: string) => ({ url: `https://app.example/talk/${conversation}?side=${side}` });
  const body = {
    seeker: url('seeker'),
    volunteer: url('volunteer'),
    expiresAt: new Date(Date.now() + joinSeconds * 1000).toISOString(),
  };
  const params = { space: context.setup.space, conversation };
  await context.client.call('setJoin', { params, token: context.setup.partnerKey, body }, { handles: ['already-over'] });
}

/** Talks for as long as the seeker needs; then one of the two ends it. */
async function talk({ profile, context, random }: Seeker, side: Side): Promise<void> {
  const endsItself = random.chance(endsItselfShare);
  const talked = await watch(side, context.clock.after(profile.talkSeconds, context.leaveNow));
  if (talked === 'over') return;
  if (endsItself || context.leaveNow.aborted) return end(side);
  context.goodbyes.sayGoodbye(side.conversation);
  if ((await watch(side, context.clock.after(volunteerWaitSeconds, context.leaveNow))) === 'interrupted') await end(side);
}

async function afterAnUnheardTalk({ context, random }: Seeker, side: Side, request: string): Promise<void> {
  const { history } = context;
  if (random.chance(reportShareWhenUnheard)) {
    const idempotencyKey = randomBytes(24).toString('base64url');
    await side.client.succeeds('report', { ...addressOf(side), idempotencyKey, body: { category: 'other' } });
    history.note({ kind: 'reported' });
  }
  if (!random.chance(blockShareWhenUnheard) || !(await block(side))) return;
  const match = ofKind(history.entries, 'accepted').findLast(({ conversation }) => conversation === side.conversation);
  if (match !== undefined) history.note({ kind: 'blocked', request, volunteer: match.volunteer });
}
