/** A seeker, who asks, reads the state of the request, talks and leaves, without a partner or through a partner's app. */
import type { Success } from '../client/answer.ts';
import type { Sent } from '../client/sent.ts';
import { heldFor } from './behaviour.ts';
import { Choices } from './choices.ts';
import { SeekerTalk, type TalkTraits } from './seeker-talk.ts';
import type { Session, Surroundings, Told } from './session.ts';
import { readHelp, readPage } from './visitor.ts';

type AskBody = Sent<'ask'>['body'];

export interface SeekerTraits extends TalkTraits {
  /** Seconds after the beginning. */
  readonly arrivesAt: number;
  readonly body: Omit<AskBody, 'groundRulesVersion'>;
  readonly patienceSeconds: number;
  /** The patience for a request that comes back. By default `patienceSeconds`. */
  readonly patienceBackSeconds?: number;
  /** Says "I am not safe now" before this look at a request that waits, or that has become a talk, counted from 1. */
  readonly saysNotSafeAtLook?: number;
  /** Maximum number of requests of the seeker. */
  readonly asksMax: number;
}

/** A request of this seeker, and its tokens. */
interface Mine {
  readonly request: string;
  /** The token of the seeker, or of the partner that asked. */
  readonly token: string;
  readonly seekerToken: string;
}

type More = Pick<AskBody, 'comeBack' | 'sameVolunteerAs'>;
type Seen = Extract<Success<'showRequest'>, { readonly status: 200 }>['body'];

interface Ended {
  readonly kind: 'over' | 'refused';
  readonly comeBack?: string;
  readonly conversation?: string;
}

/** Bytes of an Idempotency-Key: 128 bits, as the contract asks for at least. */
export const keyBytes = 16;
/** Maximum of seconds that the matching endpoint is asked to wait. */
const matchSecondsMax = 5;
/** Share of the waits in which the app says "still here" by itself. */
const saysStillHere = 0.15;
/** Share of the reads after which a seeker who cancels leaves. */
const leavesEarly = 0.3;
export class Seeker {
  readonly #session: Session;
  readonly #choices: Choices;
  readonly #around: Surroundings;
  readonly #traits: SeekerTraits;
  #asks = 0;
  /** A postponed block of the last conversation. */
  #laterBlock: (() => Promise<unknown>) | undefined;

  constructor(session: Session, around: Surroundings, traits: SeekerTraits) {
    this.#session = session;
    this.#choices = new Choices(session);
    this.#around = around;
    this.#traits = traits;
  }

  /** The whole run. Resolves when the seeker is finished. */
  async live(): Promise<void> {
    const { arrivesAt, asksMax, rhythm } = this.#traits;
    await this.#session.sleep(arrivesAt);
    let more: More = {};
    while (this.#asks < asksMax && !this.#around.isClosing()) {
      const ended = await this.#once(more);
      if (!this.#asksOnceMore(ended)) return;
      more = moreAfter(ended);
      await this.#choices.pause(this.#laterBlock === undefined ? rhythm.away : rhythm.awayWithBlock);
    }
  }

  #asksOnceMore({ kind, comeBack }: Ended): boolean {
    const { asksAfterRefusal, comesBack, asksAgain } = this.#traits.behaviour;
    if (kind === 'refused') return this.#choices.does(asksAfterRefusal);
    return comeBack === undefined ? this.#choices.chance(asksAgain) : this.#choices.does(comesBack);
  }

  /** Makes one request and follows it to its end. */
  async #once(more: More): Promise<Ended> {
    const { behaviour, rhythm } = this.#traits;
    this.#asks += 1;
    this.#blockMeanwhile();
    if (this.#choices.does(behaviour.readsPage)) await readPage(this.#session, this.#around);
    const mine = await this.#ask(more);
    if (mine === undefined) return this.#refused();
    if (this.#choices.chance(behaviour.closesApp)) return { kind: 'over' };
    if (this.#choices.chance(behaviour.looksBack))
      void this.#choices.pause(rhythm.lookBack).then(() => this.#read(mine, undefined));
    const { patienceSeconds, patienceBackSeconds = patienceSeconds } = this.#traits;
    const ended = await this.#wait(mine, more.comeBack === undefined ? patienceSeconds : patienceBackSeconds);
    if (!this.#choices.chance(behaviour.erases)) return ended;
    const erased = await this.#session.insist('eraseRequest', this.#about(mine));
    if (erased.kind === 'success') await this.#read(mine, undefined);
    return { kind: 'over' };
  }

  async #refused(): Promise<Ended> {
    const { behaviour, body } = this.#traits;
    if (this.#choices.does(behaviour.looksForHelp)) await readHelp(this.#session, this.#around, body.country);
    return { kind: 'refused' };
  }

  /** Sends the postponed block at the same time as the next request, so that the two race. */
  #blockMeanwhile(): void {
    const block = this.#laterBlock;
    if (block === undefined) return;
    this.#laterBlock = undefined;
    void this.#choices.pause(this.#traits.rhythm.laterBlock).then(block);
  }

  /** Asks until there is an answer; sometimes twice at once, or again with another body. Undefined: refused, or nothing is known. */
  async #ask(more: More): Promise<Mine | undefined> {
    const { body, throughPartner, behaviour } = this.#traits;
    const key = this.#session.random.bytes(keyBytes).toString('base64url');
    const version = this.#around.groundRulesVersion() + (this.#choices.chance(behaviour.asksStale) ? 1 : 0);
    const wanted: AskBody = { ...body, groundRulesVersion: version, ...more };
    const matches = throughPartner && this.#choices.chance(behaviour.usesMatching);
    const waitSeconds = matches ? Math.floor(this.#session.random.between(0, matchSecondsMax)) : undefined;
    const twice = this.#choices.chance(behaviour.asksTwice) ? this.#sendAsk(wanted, key, waitSeconds) : undefined;
    const asked = await this.#sendAsk(wanted, key, waitSeconds);
    await twice;
    if (asked !== undefined && this.#choices.chance(behaviour.asksOtherwise)) {
      const other = { ...wanted, urgency: wanted.urgency === 'now' ? 'soon' : 'now' } as const;
      await this.#session.call('ask', this.#asking(other, key));
    }
    return asked;
  }

  async #sendAsk(body: AskBody, key: string, waitSeconds: number | undefined): Promise<Mine | undefined> {
    const sent = this.#asking(body, key);
    const told =
      waitSeconds === undefined
        ? await this.#session.insist('ask', sent)
        : await this.#session.insist('match', { ...sent, body: { ...body, waitSeconds } });
    return this.#mineIn(told);
  }

  #mineIn(told: Told<'ask'> | Told<'match'>): Mine | undefined {
    if (told.kind !== 'success') return undefined;
    const { id, token } =
      told.status === 200
        ? { id: told.body.match.requestId, token: told.body.match.token }
        : { id: told.body.id, token: told.body.token };
    return { request: id, seekerToken: token, token: this.#traits.throughPartner ? this.#around.partnerKey : token };
  }

  #asking(body: AskBody, key: string) {
    const token = this.#traits.throughPartner ? this.#around.partnerKey : undefined;
    return { params: { space: this.#around.space }, token, idempotencyKey: key, body } satisfies Sent<'ask'>;
  }

  #about({ request, token }: Mine) {
    return { params: { space: this.#around.space, request }, token };
  }

  #read(mine: Mine, etag: string | undefined, until?: number): Promise<Told<'showRequest'>> {
    return this.#session.call('showRequest', { ...this.#about(mine), ...heldFor(this.#traits.rhythm, etag) }, until);
  }

  /** Reads until the request is over or it is time to leave. */
  async #wait(mine: Mine, patienceSeconds: number): Promise<Ended> {
    const { behaviour, rhythm } = this.#traits;
    const patienceMs = patienceSeconds * 1_000;
    let until = this.#session.now() + patienceMs;
    let etag: string | undefined;
    for (let looks = 1; ; looks += 1) {
      const silent = this.#choices.chance(behaviour.silent);
      if (silent) this.#session.note('silent');
      await this.#choices.pause(silent ? rhythm.silence : rhythm.seekerLook);
      if (this.#choices.chance(saysStillHere)) await this.#session.call('stillHere', this.#about(mine));
      if (looks === this.#traits.saysNotSafeAtLook) await this.#session.insist('sayNotSafe', this.#about(mine));
      const told = await this.#read(mine, this.#choices.chance(behaviour.holds) ? etag : undefined, this.#ifAhead(until));
      if (told.kind === 'refusal') return { kind: 'over' };
      const seen = told.kind === 'success' && told.status === 200 ? told.body : undefined;
      if (told.kind === 'success') ({ etag } = told);
      const ended = seen === undefined ? undefined : endedBy(seen);
      if (ended !== undefined) return ended;
      if (seen?.conversation?.state === 'open') {
        if (await this.#talk(mine, seen.conversation.id)) return { kind: 'over', conversation: seen.conversation.id };
        until = this.#session.now() + patienceMs;
      }
      if (this.#leavesNow(seen, until) && (await this.#leave(mine))) return { kind: 'over' };
    }
  }

  /** A moment, if it is still to come. */
  #ifAhead(moment: number): number | undefined {
    return moment > this.#session.now() && moment < Infinity ? moment : undefined;
  }

  #leavesNow(seen: Seen | undefined, until: number): boolean {
    return this.#around.sendsSeekersHome() || (!this.#around.isClosing() && this.#hasEnough(seen, until));
  }

  /** One conversation. Returns false if another volunteer must be found. */
  async #talk({ seekerToken: token }: Mine, conversation: string): Promise<boolean> {
    const talk = new SeekerTalk(this.#session, this.#around, { traits: this.#traits, conversation, token });
    const isDone = await talk.live();
    this.#laterBlock = talk.laterBlock;
    return isDone;
  }

  #hasEnough(seen: Seen | undefined, until: number): boolean {
    const { cancels, cancelsWhenOffered } = this.#traits.behaviour;
    if (this.#session.now() > until) return true;
    if (seen?.status === 'offered' && this.#choices.chance(cancelsWhenOffered)) return true;
    return this.#choices.chance(cancels) && this.#choices.chance(leavesEarly);
  }

  async #leave(mine: Mine): Promise<boolean> {
    const erases = this.#choices.chance(this.#traits.behaviour.erasesToLeave);
    const left = await this.#session.insist(erases ? 'eraseRequest' : 'cancelRequest', this.#about(mine));
    return left.kind === 'success';
  }
}

function moreAfter({ kind, comeBack, conversation }: Ended): More {
  if (kind === 'refused') return {};
  if (comeBack !== undefined) return { comeBack };
  return conversation === undefined ? {} : { sameVolunteerAs: conversation };
}

/** How the request has ended. Undefined while it has not ended, or while its conversation is open. */
function endedBy({ status, comeBack, conversation }: Seen): Ended | undefined {
  if (status === 'cancelled') return { kind: 'over' };
  if (status === 'expired') return { kind: 'over', ...(comeBack === undefined ? {} : { comeBack }) };
  return status === 'matched' && conversation?.state !== 'open' ? { kind: 'over' } : undefined;
}
