/** A volunteer, who goes on, answers offers, talks, rests, forgets the lease, goes off and comes back. */
import type { Sent } from '../client/sent.ts';
import type { Rhythm, VolunteerBehaviour } from './behaviour.ts';
import { keyBytes } from './seeker.ts';
import type { Session, Surroundings, Told } from './session.ts';

export interface VolunteerTraits {
  readonly arrivesAt: number;
  /** Number of conversations that this volunteer wants at the same time. */
  readonly capacity: number;
  /** The moment at which all volunteers go off, in milliseconds since the epoch. */
  readonly leavesAt?: number | undefined;
  /** The access token. */
  readonly token: string;
  readonly behaviour: VolunteerBehaviour;
  readonly rhythm: Rhythm;
}

/** An open conversation of this volunteer. */
interface Open {
  readonly conversation: string;
  readonly offer: string;
  readonly endsAt: number;
  readonly comes: boolean;
}

/** Share of the times on in which a volunteer who wants several conversations takes several. */
const takesSeveral = 0.8;
/** Share of the reads after which a volunteer who is off goes on again; lower after the refusal `not-eligible`. */
const triesAgain = 0.5;
const triesAgainBarred = 0.1;
const comesBack = 0.9;
/** Share of the volunteers who change, while off, whether they accept call-outs. */
const changesCalls = 0.1;

export class Volunteer {
  readonly #session: Session;
  readonly #around: Surroundings;
  readonly #traits: VolunteerTraits;
  /** The present session, and the idempotency key that it began with. */
  #on: { readonly id: string | undefined; readonly key: string } | undefined;
  #open: readonly Open[] = [];
  #etag: string | undefined;
  #leftAtOnce = false;
  /** `barred`: the service refused "on" with `not-eligible`. `modest`: it refused the number of conversations. */
  #barred = false;
  #modest = false;

  constructor(session: Session, around: Surroundings, traits: VolunteerTraits) {
    this.#session = session;
    this.#around = around;
    this.#traits = traits;
  }

  /** The whole run. The volunteer stays until the run is over, because seekers may wait; then ends all talks and goes off. */
  async live(): Promise<void> {
    const { behaviour, rhythm, arrivesAt } = this.#traits;
    await this.#session.sleep(arrivesAt);
    await this.#goOn();
    while (!this.#around.isOver()) {
      const forgets = this.#chance(behaviour.forgetsLease) && !this.#around.isClosing();
      await this.#pause(forgets ? rhythm.forgotten : rhythm.volunteerLook);
      await this.#read();
      await this.#endTalks(this.#session.now());
      if (!this.#around.isClosing() && this.#hasEnough()) await this.#leave();
    }
    await this.#endTalks(Infinity);
    await this.#sendOff(false);
  }

  #hasEnough(): boolean {
    const { leavesAt = Infinity, behaviour } = this.#traits;
    const all = !this.#leftAtOnce && this.#session.now() >= leavesAt;
    this.#leftAtOnce ||= all;
    return all || this.#chance(behaviour.goesOff);
  }

  #me() {
    return { params: { space: this.#around.space }, token: this.#traits.token };
  }

  /** Goes on. Each session has its own idempotency key; every attempt of the call sends it. */
  async #goOn(): Promise<void> {
    const key = this.#session.random.bytes(keyBytes).toString('base64url');
    const { capacity } = this.#traits;
    const several = capacity > 1 && !this.#modest && this.#chance(takesSeveral) ? { capacity, channels: ['chat' as const] } : {};
    const sent = { ...this.#me(), idempotencyKey: key, body: { available: true as const, ...several } };
    const on = await this.#session.insist('setAvailability', sent);
    this.#on = on.kind === 'success' ? { id: on.body.session, key } : undefined;
    const refusal = on.kind === 'refusal' ? on.problem : undefined;
    this.#barred = refusal === 'not-eligible';
    this.#modest ||= refusal === 'unprocessable';
  }

  #sendOff(afterThisOne: boolean): Promise<Told<'setAvailability'>> {
    return this.#session.insist('setAvailability', { ...this.#me(), body: { available: false, afterThisOne } });
  }

  async #leave(): Promise<void> {
    const { behaviour, rhythm } = this.#traits;
    const twice = this.#chance(behaviour.leavesTwice) ? this.#sendOff(false) : undefined;
    const off = await this.#sendOff(this.#chance(behaviour.drains));
    await twice;
    const before = this.#on;
    if (off.kind === 'success') this.#on = undefined;
    if (off.kind === 'success' && before !== undefined && this.#chance(behaviour.sendsOldMessages)) await this.#sendOld(before);
    if (this.#chance(changesCalls)) await this.#session.call('editMe', { ...this.#me(), body: { callouts: this.#chance(0.5) } });
    await this.#pause(rhythm.volunteerAway);
    if (this.#chance(comesBack)) await this.#goOn();
  }

  /** Sends late messages of the ended session. Neither may bring the volunteer on again. */
  async #sendOld({ id, key }: { readonly id: string | undefined; readonly key: string }): Promise<void> {
    const session = id ?? 'none';
    await this.#session.call('setAvailability', { ...this.#me(), body: { available: true, session } });
    await this.#session.call('setAvailability', { ...this.#me(), idempotencyKey: key, body: { available: true } });
  }

  async #read(): Promise<void> {
    const { behaviour, rhythm } = this.#traits;
    if (this.#on === undefined) {
      if (!this.#around.isOver() && this.#chance(this.#barred ? triesAgainBarred : triesAgain)) await this.#goOn();
      return;
    }
    const { id } = this.#on;
    if (id !== undefined && this.#chance(behaviour.renews)) {
      const renewed = await this.#session.call('setAvailability', { ...this.#me(), body: { available: true, session: id } });
      if (renewed.kind === 'refusal' && renewed.problem === 'session-ended') this.#on = undefined;
    }
    if (this.#chance(behaviour.pulls)) await this.#session.call('nextOffer', this.#me());
    if (this.#chance(behaviour.looksAtConversations)) await this.#session.call('listMyConversations', this.#me());
    const held =
      this.#etag !== undefined && this.#chance(behaviour.holds) ? { ifNoneMatch: this.#etag, waitSeconds: rhythm.hold } : {};
    const offers = await this.#session.call('listOffers', { ...this.#me(), ...held });
    if (offers.kind !== 'success') return;
    this.#etag = offers.etag;
    const [offer] = offers.status === 200 ? offers.body.items : [];
    if (offer !== undefined) await this.#answer(offer.id);
  }

  async #answer(offer: string): Promise<void> {
    const { ignores, declines } = this.#traits.behaviour;
    const mood = this.#session.random.next();
    if (mood < ignores) return;
    await this.#pause(this.#traits.rhythm.hesitation);
    const at = { params: { space: this.#around.space, offer }, token: this.#traits.token };
    if (mood < ignores + declines) {
      await this.#session.insist('declineOffer', at);
      if (!this.#chance(this.#traits.behaviour.declinesAndAccepts)) return;
    }
    const accepted = await this.#accept(at);
    if (accepted.kind === 'success') await this.#begin(offer, accepted.body.conversation.id);
  }

  /** Accepts; sometimes with two calls at the same time, or while going off. */
  async #accept(at: Sent<'acceptOffer'>): Promise<Told<'acceptOffer'>> {
    const { acceptsTwice, acceptsAndLeaves, leavesAndAccepts } = this.#traits.behaviour;
    const twice = this.#chance(acceptsTwice) ? this.#session.insist('acceptOffer', at) : undefined;
    const off = this.#chance(acceptsAndLeaves) ? this.#sendOff(false) : undefined;
    if (off === undefined && this.#chance(leavesAndAccepts) && (await this.#sendOff(false)).kind === 'success')
      this.#on = undefined;
    const accepted = await this.#session.insist('acceptOffer', at);
    await twice;
    if ((await off)?.kind === 'success') this.#on = undefined;
    return accepted;
  }

  async #begin(offer: string, conversation: string): Promise<void> {
    const comes = !this.#chance(this.#traits.behaviour.away);
    const at = this.#at(conversation);
    await this.#session.call('showConversation', at);
    if (comes) await this.#session.call('hereInConversation', at);
    const [from, to] = this.#traits.rhythm.volunteerTalk;
    const endsAt = this.#session.now() + this.#session.random.between(from, to) * 1_000;
    this.#open = [...this.#open, { conversation, offer, comes, endsAt }];
  }

  #at(conversation: string) {
    return { params: { space: this.#around.space, conversation }, token: this.#traits.token };
  }

  async #endTalks(now: number): Promise<void> {
    const { behaviour, token } = this.#traits;
    const due = this.#open.filter(({ endsAt }) => endsAt <= now);
    this.#open = this.#open.filter(({ endsAt }) => endsAt > now);
    for (const { conversation, offer, comes } of due) {
      const at = this.#at(conversation);
      if (this.#chance(behaviour.repeatsAccept))
        await this.#session.call('acceptOffer', { params: { space: this.#around.space, offer }, token });
      if (this.#chance(behaviour.blocks)) await this.#session.insist('block', at);
      if (comes && this.#chance(behaviour.ends))
        await this.#session.insist('endConversation', { ...at, body: { heavy: this.#chance(behaviour.heavy) } });
      else if (!comes && this.#chance(behaviour.rematches)) await this.#session.call('rematch', at);
    }
  }

  #chance(share: number): boolean {
    return this.#session.random.next() < share;
  }

  #pause([from, to]: readonly [from: number, to: number]): Promise<void> {
    return this.#session.sleep(this.#session.random.between(from, to));
  }
}
