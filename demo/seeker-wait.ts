/** Waiting as a seeker does: looking or holding, saying "still here", looking away, losing patience. */
import type { BodyOf } from '../client/client.ts';
import { canServe } from './compatibility.ts';
import type { UnmatchedCause } from './history.ts';
import { hereSeconds, holdSeconds, pollSeconds } from './limits.ts';
import { activityOf, snapshotOf } from './snapshot.ts';
import type { Seeker, TalkRequest } from './talk-request.ts';

export type Outcome =
  | { readonly kind: 'matched'; readonly conversation: string }
  | { readonly kind: 'expired'; readonly comeBack: string | undefined }
  | { readonly kind: 'cancelled' };

/** Waits for one of the ends of a request: a match, expiry, or no more patience. */
export async function waitForMatch(seeker: Seeker, talkRequest: TalkRequest): Promise<Outcome> {
  if (talkRequest.conversation !== undefined) return { kind: 'matched', conversation: talkRequest.conversation };
  const { profile, context } = seeker;
  // A seeker who looks away loses no patience meanwhile.
  const patience = context.clock.after(profile.patience + (profile.silence?.lasts ?? 0), context.closing);
  const wait = new Wait(seeker, talkRequest);
  if (profile.silence !== undefined) {
    const outcome = await wait.until(context.clock.after(profile.silence.after, patience));
    if (outcome !== undefined) return outcome;
    if (!patience.aborted) await lookAway(seeker, talkRequest, profile.silence.lasts);
  }
  return (await wait.until(patience)) ?? (await wait.giveUp(context.closing.aborted ? 'closing' : 'patience'));
}

/** Silent for a while; then "still here", as a seeker does who finds the tab again. */
async function lookAway({ profile, context }: Seeker, { request, token }: TalkRequest, seconds: number): Promise<void> {
  const { client, clock, closing, history, setup } = context;
  history.note({ kind: 'silent', seeker: profile.name });
  await clock.pause(seconds, closing);
  await client.succeeds('stillHere', { params: { space: setup.space, request }, token });
  history.note({ kind: 'back', seeker: profile.name });
}

class Wait {
  private readonly seeker: Seeker;
  private readonly address: { readonly params: { readonly space: string; readonly request: string }; readonly token: string };
  private etag: string | undefined;
  private position = Infinity;
  private saidHereAt = performance.now();

  constructor(seeker: Seeker, { request, token }: TalkRequest) {
    const { space, partnerKey } = seeker.context.setup;
    this.seeker = seeker;
    this.address = { params: { space, request }, token: seeker.profile.via === 'partner' ? partnerKey : token };
  }

  /** Looks until there is an outcome, or `until`. */
  async until(until: AbortSignal): Promise<Outcome | undefined> {
    const { profile, context } = this.seeker;
    const waiting = profile.holds ? { waitSeconds: holdSeconds } : {};
    while (!until.aborted) {
      const sent = { ...this.address, ...waiting, ifNoneMatch: this.etag };
      const answer = await context.client.call('showRequest', sent, { until });
      if (answer.status === 200) {
        this.etag = answer.etag;
        const outcome = this.outcomeOf(answer.body);
        if (outcome !== undefined) return outcome;
      }
      if (!profile.holds) await this.untilNextLook(until);
    }
    return undefined;
  }

  /** An app that does not hold says "still here" now and then, and pauses until the next look. */
  private async untilNextLook(until: AbortSignal): Promise<void> {
    const { client, clock } = this.seeker.context;
    if (performance.now() - this.saidHereAt > hereSeconds * 1000) {
      this.saidHereAt = performance.now();
      await client.succeeds('stillHere', this.address);
    }
    await clock.pauseReal(pollSeconds, until);
  }

  private outcomeOf({ id, status, conversation, comeBack, position }: BodyOf<'showRequest'>): Outcome | undefined {
    const { profile, context } = this.seeker;
    if (position !== null && position > this.position) context.history.note({ kind: 'violation', what: 'position-rose' });
    this.position = position ?? this.position;
    if (status === 'matched' && conversation !== undefined) return { kind: 'matched', conversation: conversation.id };
    if (status === 'expired') {
      context.history.note({ kind: 'expired', seeker: profile.name, request: id, cause: causeFor(this.seeker) });
      return { kind: 'expired', comeBack };
    }
    return status === 'cancelled' ? { kind: 'cancelled' } : undefined;
  }

  /** Cancels; a seeker who is matched in that very moment stays. */
  async giveUp(why: 'patience' | 'closing'): Promise<Outcome> {
    const cause = causeFor(this.seeker);
    const { profile, context } = this.seeker;
    const answer = await context.client.call('cancelRequest', this.address, { handles: ['already-matched'] });
    const conversation = answer.status === 409 ? answer.document.conversation.id : undefined;
    if (conversation !== undefined) return { kind: 'matched', conversation };
    // It had ended before: it expired, or a talk began and ended while the seeker looked away.
    if (answer.kind === 'success' && answer.body.status !== 'cancelled')
      return this.outcomeOf(answer.body) ?? { kind: 'cancelled' };
    context.history.note({ kind: 'cancelled', seeker: profile.name, request: this.address.params.request, why, cause });
    return { kind: 'cancelled' };
  }
}

/** Why no volunteer came, as the volunteers stand now. */
function causeFor({ profile, context }: Seeker): UnmatchedCause {
  const { clock, history, limits, volunteers } = context;
  const doing = [...snapshotOf(history.entries).volunteers].flatMap(([name, seen]) => {
    const volunteer = volunteers.get(name);
    if (seen.state !== 'on' || volunteer === undefined || !canServe(profile.wishes, volunteer)) return [];
    return [activityOf(seen, { limits, factor: clock.factor, now: clock.now, seats: volunteer.capacity })];
  });
  if (doing.length === 0) return 'no volunteer on could serve';
  if (doing.includes('asked')) return 'a volunteer was being asked';
  return doing.includes('free')
    ? 'a volunteer was free, but had no offer yet'
    : 'volunteers who could serve were talking or resting';
}
