/** Waiting as a seeker does: looking or holding, saying "still here", looking away, losing patience. */
import * as z from 'zod';
import { contract } from '../shared/contract/contract.ts';
import type { requestPage } from '../shared/contract/talk-requests.ts';
import { anything } from './api.ts';
import { couldServe } from './fits.ts';
import type { Lack } from './history.ts';
import { holdSeconds, hereSeconds, pollSeconds } from './limits.ts';
import { activityOf, pictureOf } from './picture.ts';
import type { Seeker, Standing } from './asking.ts';

export type Outcome =
  | { readonly kind: 'matched'; readonly conversation: string }
  | { readonly kind: 'expired'; readonly comeBack: string | undefined }
  | { readonly kind: 'cancelled' };

type Page = z.infer<typeof requestPage>;

/** Waits for one of the ends of a request: a match, expiry, or no more patience. */
export async function waitForMatch(who: Seeker, standing: Standing): Promise<Outcome> {
  if (standing.conversation !== undefined) return { kind: 'matched', conversation: standing.conversation };
  const { part, play } = who;
  // Who looks away loses no patience meanwhile.
  const patience = play.clock.after(part.patience + (part.silence?.lasts ?? 0), play.closing);
  const wait = new Wait(who, standing);
  if (part.silence !== undefined) {
    const met = await wait.until(play.clock.after(part.silence.after, patience));
    if (met !== undefined) return met;
    if (!patience.aborted) await lookAway(who, standing, part.silence.lasts);
  }
  return (await wait.until(patience)) ?? (await wait.giveUp(play.closing.aborted ? 'closing' : 'patience'));
}

/** Not heard of for a while; then "still here", as somebody does who finds the tab again. */
async function lookAway({ part, play }: Seeker, { request, token }: Standing, seconds: number): Promise<void> {
  const { api, clock, closing, history, stage } = play;
  history.note({ kind: 'silent', seeker: part.name });
  await clock.pause(seconds, closing);
  await api.call('stillHere', anything, { params: { space: stage.space, request }, token });
  history.note({ kind: 'back', seeker: part.name });
}

class Wait {
  private readonly who: Seeker;
  private readonly address: { readonly params: Readonly<Record<string, string>>; readonly token: string };
  private readonly request: string;
  private etag: string | undefined;
  private position = Infinity;
  private saidHere = performance.now();

  constructor(who: Seeker, { request, token }: Standing) {
    this.who = who;
    this.request = request;
    this.address = {
      params: { space: who.play.stage.space, request },
      token: who.part.via === 'partner' ? who.play.stage.partnerKey : token,
    };
  }

  /** Looks until there is an outcome, or `until`. */
  async until(until: AbortSignal): Promise<Outcome | undefined> {
    const { part, play } = this.who;
    while (!until.aborted) {
      const reply = await play.api.call('showRequest', contract.showRequest.answers[200], {
        ...this.address,
        etag: this.etag,
        until,
        ...(part.holds ? { hold: holdSeconds } : {}),
      });
      if (reply.kind === 'answer') {
        this.etag = reply.etag;
        const outcome = this.outcomeOf(reply.body);
        if (outcome !== undefined) return outcome;
      }
      if (!part.holds) await this.moment(until);
    }
    return undefined;
  }

  /** What an app does that does not hold: "still here" now and then, and the next look. */
  private async moment(until: AbortSignal): Promise<void> {
    const { api, clock } = this.who.play;
    if (performance.now() - this.saidHere > hereSeconds * 1000) {
      this.saidHere = performance.now();
      await api.call('stillHere', anything, this.address);
    }
    await clock.pauseReal(pollSeconds, until);
  }

  private outcomeOf({ status, conversation, comeBack, position }: Page): Outcome | undefined {
    const { history } = this.who.play;
    if (position !== null && position > this.position) history.note({ kind: 'wrong', what: 'position-rose' });
    this.position = position ?? this.position;
    if (status === 'matched' && conversation !== undefined) return { kind: 'matched', conversation: conversation.id };
    if (status === 'expired') {
      history.note({ kind: 'expired', seeker: this.who.part.name, request: this.request, lack: lackFor(this.who) });
      return { kind: 'expired', comeBack };
    }
    return status === 'cancelled' ? { kind: 'cancelled' } : undefined;
  }

  /** Cancels; who is matched in that very moment stays. */
  async giveUp(why: 'patience' | 'closing'): Promise<Outcome> {
    const lack = lackFor(this.who);
    const { api, history } = this.who.play;
    const reply = await api.call('cancelRequest', contract.cancelRequest.answers[200], {
      ...this.address,
      fine: ['already-matched'],
    });
    if (reply.kind === 'refused') return { kind: 'matched', conversation: matchedWith.parse(reply.document).conversation.id };
    // It had ended before: nobody came, or somebody came and went while the seeker looked away.
    if (reply.kind === 'answer' && reply.body.status !== 'cancelled') return this.outcomeOf(reply.body) ?? { kind: 'cancelled' };
    history.note({ kind: 'cancelled', seeker: this.who.part.name, request: this.request, why, lack });
    return { kind: 'cancelled' };
  }
}

const matchedWith = z.object({ conversation: z.object({ id: z.string() }) });

/** Why nobody came, as the volunteers stand now. */
function lackFor({ part, play }: Seeker): Lack {
  const { clock, history, limits, volunteers } = play;
  const doing = [...pictureOf(history.entries).volunteers].flatMap(([name, seen]) => {
    const volunteer = volunteers.get(name);
    if (seen.state !== 'on' || volunteer === undefined || !couldServe(part.wishes, volunteer)) return [];
    return [activityOf(seen, { limits, factor: clock.factor, now: clock.now, seats: volunteer.capacity })];
  });
  if (doing.length === 0) return 'nobody on who could';
  if (doing.includes('asked')) return 'somebody was being asked';
  return doing.includes('free') ? 'somebody was free, but no offer yet' : 'everybody who could was talking or resting';
}
