/** Asking to talk, through a partner or directly; and asking to be forgotten. */
import { randomBytes } from 'node:crypto';
import type { Context } from './context.ts';
import type { Random } from '../random/random.ts';
import type { SeekerProfile } from './seeker-profile.ts';

/** A seeker in an evening. */
export interface Seeker {
  readonly profile: SeekerProfile;
  readonly context: Context;
  readonly random: Random;
}

/** What an earlier request left for the next: the place in the queue, or the conversation whose volunteer is asked for again. */
export interface NextRequest {
  readonly comeBack?: string;
  readonly sameVolunteerAs?: string;
}

/** A request that was acknowledged, and its credential. */
export interface TalkRequest {
  readonly request: string;
  /** The seeker's token, or the partner's key. */
  readonly token: string;
  /** Set where it was matched at once. */
  readonly conversation?: string;
}

/** Refusals that an evening brings: a language that no volunteer speaks, too many who wait. */
const refusals = ['nobody-could-serve', 'space-full'] as const;

/** Asks; undefined where the request was refused. */
export async function ask(seeker: Seeker, next: NextRequest): Promise<TalkRequest | undefined> {
  const { profile, context } = seeker;
  const { client, history, setup } = context;
  const { groundRules } = await client.succeeds('showSpace', { params: { space: setup.space } });
  history.note({ kind: 'asking', seeker: profile.name, need: profile.need, language: profile.wishes.languages[0] ?? '' });
  const answer = await send(seeker, next, groundRules.version);
  if (answer.kind !== 'success') {
    history.note({ kind: 'refused', seeker: profile.name, why: answer.kind === 'refusal' ? answer.problem : answer.kind });
    await lookForHelp(context, profile.wishes.country);
    return undefined;
  }
  const talkRequest = talkRequestIn(answer.body);
  const subject = profile.subject === undefined ? {} : { subject: profile.subject };
  const cameBack = next.comeBack !== undefined;
  history.note({ kind: 'asked', seeker: profile.name, request: talkRequest.request, ...subject, cameBack });
  return talkRequest;
}

/** Real seconds the matching endpoint is asked to wait at most; then the app looks for itself. */
const matchingSecondsMax = 10;

async function send({ profile, context }: Seeker, next: NextRequest, groundRulesVersion: number) {
  const { client, clock, setup } = context;
  const { subject } = profile;
  const body = { ...profile.wishes, ...next, groundRulesVersion, ...(subject === undefined ? {} : { subject }) };
  const sent = {
    params: { space: setup.space },
    token: profile.via === 'direct' ? undefined : setup.partnerKey,
    idempotencyKey: randomBytes(24).toString('base64url'),
  };
  if (profile.via !== 'matching') return client.call('ask', { ...sent, body }, { handles: refusals });
  const waitSeconds = Math.min(matchingSecondsMax, Math.floor(profile.patience / clock.factor));
  return client.call('match', { ...sent, body: { ...body, waitSeconds } }, { handles: refusals });
}

/** A seeker who is refused here looks for help elsewhere. */
async function lookForHelp({ client, setup: { space } }: Context, country: string | undefined): Promise<void> {
  await client.succeeds('listResources', { params: { space }, query: country === undefined ? {} : { country } });
}

type Answered = Extract<Awaited<ReturnType<typeof send>>, { readonly kind: 'success' }>['body'];

function talkRequestIn(body: Answered): TalkRequest {
  if (!('match' in body)) return { request: body.id, token: body.token };
  const { conversation, requestId, token } = body.match;
  return { request: requestId, token, conversation: conversation.id };
}

/** Asks to be forgotten, at once. */
export async function erase({ context }: Seeker, { request, token }: TalkRequest): Promise<void> {
  await context.client.succeeds('eraseRequest', { params: { space: context.setup.space, request }, token });
  context.history.note({ kind: 'erased', request });
}
