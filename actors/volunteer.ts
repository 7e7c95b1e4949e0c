/** A volunteer, who goes on, answers offers, talks, rests, forgets the lease, goes off and comes back. */
import type { Sent } from '../client/sent.ts';
import { drawn, heldFor, type Rhythm, type VolunteerBehaviour } from './behaviour.ts';
import { Choices } from './choices.ts';
import { keyBytes } from './seeker.ts';
import type { Session, Surroundings, Told } from './session.ts';

/** When a volunteer is there, in milliseconds since the epoch. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

export interface VolunteerTraits {
  readonly arrivesAt: number;
  /** One after the other; the first begins when the volunteer arrives. By default the volunteer stays until the run is over. */
  readonly shifts?: readonly Shift[];
  /** Number of conversations that this volunteer wants at the same time. */
  readonly capacity: number;
  /** The moment at which all volunteers go off, in milliseconds since the epoch. */
  readonly leavesAt?: number | undefined;
  /** The access token. */
  readonly token: string;
  /** The topics that are muted after a heavy talk. */
  readonly mutesThen?: readonly string[];
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

/** Share of the reads after which a volunteer who is off goes on again; lower after the refusal `not-eligible`. */
const triesAgain = 0.5;
const triesAgainBarred = 0.1;
const comesBack = 0.9;
/** Share of the volunteers who change, while off, whether they accept call-outs. */
const changesCalls = 0.1;

export class Volunteer {
  readonly #session: Session;
  readonly #choices: Choices;
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
    this.#choices = new Choices(session);
    this.#around = around;
    this.#traits = traits;
  }

  /**
   * The whole run. Without shifts the volunteer stays until the run is over, because seekers may wait; then ends all talks and goes off.
   * With shifts the volunteer is finished after the last one, and after the last talk.
   */
  async live(): Promise<void> {
    const { behaviour, rhythm, arrivesAt } = this.#traits;
    await this.#session.sleep(arrivesAt);
    await this.#goOn();
    while (!this.#around.isOver() && !this.#isFinished()) {
      const forgets = this.#choices.chance(behaviour.forgetsLease) && !this.#around.isClosing();
      if (this.#isBetweenShifts()) await this.#untilNeeded();
      else await this.#choices.pause(forgets ? rhythm.forgotten : rhythm.volunteerLook);
      await this.#read();
      await this.#endTalks(this.#session.now());
      if (!this.#around.isClosing() && this.#hasEnough()) await this.#leave();
    }
    if (this.#isFinished()) return;
    await this.#endTalks(Infinity);
    await this.#sendOff(false);
  }

  /** The shift that runs now, or comes next. */
  get #shift(): Shift | undefined {
    return this.#traits.shifts?.find(({ to }) => to > this.#session.now());
  }

  #isOffDuty(): boolean {
    return this.#traits.shifts !== undefined && !((this.#shift?.from ?? Infinity) <= this.#session.now());
  }

  #isBetweenShifts(): boolean {
    return this.#on === undefined && this.#isOffDuty();
  }

  #isFinished(): boolean {
    return this.#isBetweenShifts() && this.#shift === undefined && this.#open.length === 0;
  }

  /** Sleeps until a talk is to be ended or the next shift begins. */
  #untilNeeded(): Promise<void> {
    const next = Math.min(this.#shift?.from ?? Infinity, ...this.#open.map(({ endsAt }) => endsAt));
    return this.#session.sleep(Math.max(0, next - this.#session.now()) / 1_000);
  }

  #hasEnough(): boolean {
    const { leavesAt = Infinity, behaviour, shifts } = this.#traits;
    if (shifts !== undefined) return this.#on !== undefined && this.#isOffDuty();
    const all = !this.#leftAtOnce && this.#session.now() >= leavesAt;
    this.#leftAtOnce ||= all;
    return all || this.#choices.chance(behaviour.goesOff);
  }

  #me() {
    return { params: { space: this.#around.space }, token: this.#traits.token };
  }

  /** Goes on. Each session has its own idempotency key; every attempt of the call sends it. */
  async #goOn(): Promise<void> {
    const bytes = this.#session.random.bytes(keyBytes);
    const key = bytes.toString('base64url');
    const { capacity, behaviour } = this.#traits;
    const several =
      capacity > 1 && !this.#modest && this.#choices.chance(behaviour.takesSeveral)
        ? { capacity, channels: ['chat' as const] }
        : {};
    const sent = {
      ...this.#me(),
      idempotencyKey: key,
      body: { available: true as const, afterThisOne: false as const, ...several },
    };
    // The key decides, so that no further random number is drawn.
    const givesUp = bytes.readUInt8(0) < behaviour.givesUpOn * 256;
    const on = givesUp ? await this.#session.call('setAvailability', sent) : await this.#session.insist('setAvailability', sent);
    if (givesUp && on.kind === 'unknown') await this.#sendOff(false);
    this.#on = on.kind === 'success' ? { id: on.body.session, key } : undefined;
    const refusal = on.kind === 'refusal' ? on.problem : undefined;
    this.#barred = refusal === 'not-eligible';
    this.#modest ||= refusal === 'unprocessable';
  }

  #sendOff(afterThisOne: boolean): Promise<Told<'setAvailability'>> {
    return this.#session.insist('setAvailability', { ...this.#me(), body: { available: false, afterThisOne } });
  }

  async #leave(): Promise<void> {
    const { behaviour, rhythm, shifts } = this.#traits;
    if (this.#choices.does(behaviour.vanishes)) {
      this.#session.note('vanished');
      this.#on = undefined;
      return;
    }
    const twice = this.#choices.chance(behaviour.leavesTwice) ? this.#sendOff(false) : undefined;
    const off = await this.#sendOff(this.#choices.chance(behaviour.drains));
    await twice;
    const before = this.#on;
    if (off.kind === 'success') this.#on = undefined;
    if (off.kind === 'success' && before !== undefined && this.#choices.chance(behaviour.sendsOldMessages))
      await this.#sendOld(before);
    if (off.kind === 'success' && this.#choices.does(behaviour.looksAfterOff)) await this.#session.call('listOffers', this.#me());
    if (shifts !== undefined) return;
    if (this.#choices.chance(changesCalls))
      await this.#session.call('editMe', { ...this.#me(), body: { callouts: this.#choices.chance(0.5) } });
    await this.#choices.pause(rhythm.volunteerAway);
    if (this.#choices.chance(comesBack)) await this.#goOn();
  }

  /** Sends late messages of the ended session. Neither may bring the volunteer on again. */
  async #sendOld({ id, key }: { readonly id: string | undefined; readonly key: string }): Promise<void> {
    const session = id ?? 'none';
    await this.#session.call('setAvailability', { ...this.#me(), body: { available: true, session } });
    await this.#session.call('setAvailability', { ...this.#me(), idempotencyKey: key, body: { available: true } });
  }

  async #read(): Promise<void> {
    const { behaviour, rhythm } = this.#traits;
    if (this.#on === undefined) return this.#tryAgain();
    const { id } = this.#on;
    if (id !== undefined && this.#choices.chance(behaviour.renews)) {
      const renewed = await this.#session.call('setAvailability', { ...this.#me(), body: { available: true, session: id } });
      if (renewed.kind === 'refusal' && renewed.problem === 'session-ended') this.#on = undefined;
    }
    if (this.#choices.chance(behaviour.pulls)) await this.#session.call('nextOffer', this.#me());
    if (this.#choices.chance(behaviour.looksAtConversations)) await this.#session.call('listMyConversations', this.#me());
    const held = heldFor(rhythm, this.#etag !== undefined && this.#choices.chance(behaviour.holds) ? this.#etag : undefined);
    const offers = await this.#session.call('listOffers', { ...this.#me(), ...held }, this.#nextMoment());
    if (offers.kind !== 'success') return;
    this.#etag = offers.etag;
    const [offer] = offers.status === 200 ? offers.body.items : [];
    if (offer !== undefined) await this.#answer(offer.id);
  }

  async #tryAgain(): Promise<void> {
    if (this.#around.isOver() || this.#isOffDuty()) return;
    if (this.#choices.chance(this.#barred ? triesAgainBarred : triesAgain)) await this.#goOn();
    else if (this.#traits.shifts !== undefined) await this.#choices.pause(this.#traits.rhythm.volunteerAway);
  }

  /** The end of a talk or of the shift, if one is still to come. */
  #nextMoment(): number | undefined {
    const next = Math.min(this.#shift?.to ?? Infinity, ...this.#open.map(({ endsAt }) => endsAt));
    return next > this.#session.now() && next < Infinity ? next : undefined;
  }

  async #answer(offer: string): Promise<void> {
    const { ignores, declines } = this.#traits.behaviour;
    const mood = this.#session.random.next();
    if (mood < ignores) return this.#session.note('ignored', offer);
    await this.#choices.pause(this.#traits.rhythm.hesitation);
    const at = { params: { space: this.#around.space, offer }, token: this.#traits.token };
    if (mood < ignores + declines) {
      await this.#session.insist('declineOffer', at);
      if (!this.#choices.chance(this.#traits.behaviour.declinesAndAccepts)) return;
    }
    const accepted = await this.#accept(at);
    if (accepted.kind === 'success') await this.#begin(offer, accepted.body.conversation.id);
  }

  /** Accepts; sometimes with two calls at the same time, or while going off. */
  async #accept(at: Sent<'acceptOffer'>): Promise<Told<'acceptOffer'>> {
    const { acceptsTwice, acceptsAndLeaves, leavesAndAccepts } = this.#traits.behaviour;
    const twice = this.#choices.chance(acceptsTwice) ? this.#session.insist('acceptOffer', at) : undefined;
    const off = this.#choices.chance(acceptsAndLeaves) ? this.#sendOff(false) : undefined;
    if (off === undefined && this.#choices.chance(leavesAndAccepts) && (await this.#sendOff(false)).kind === 'success')
      this.#on = undefined;
    const accepted = await this.#session.insist('acceptOffer', at);
    await twice;
    if ((await off)?.kind === 'success') this.#on = undefined;
    return accepted;
  }

  async #begin(offer: string, conversation: string): Promise<void> {
    const comes = !this.#choices.chance(this.#traits.behaviour.away);
    const at = this.#at(conversation);
    await this.#session.call('showConversation', at);
    if (comes && this.#choices.does(this.#traits.behaviour.saysHere)) await this.#session.call('hereInConversation', at);
    const endsAt = this.#session.now() + drawn(this.#session.random, this.#traits.rhythm.volunteerTalk) * 1_000;
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
      if (this.#choices.chance(behaviour.repeatsAccept))
        await this.#session.call('acceptOffer', { params: { space: this.#around.space, offer }, token });
      if (this.#choices.chance(behaviour.blocks)) await this.#session.insist('block', at);
      if (comes && this.#choices.chance(behaviour.ends)) await this.#end(at);
      else if (!comes && this.#choices.chance(behaviour.rematches)) await this.#session.call('rematch', at);
    }
  }

  async #end(at: Sent<'endConversation'>): Promise<void> {
    const { behaviour, mutesThen } = this.#traits;
    const heavy = this.#choices.chance(behaviour.heavy);
    await this.#session.insist('endConversation', { ...at, body: { heavy } });
    if (this.#choices.does(behaviour.givesFeedback)) await this.#session.insist('giveFeedback', { ...at, body: { rating: 4 } });
    if (!heavy || mutesThen === undefined || !this.#choices.does(behaviour.mutes)) return;
    await this.#session.insist('editMe', { ...this.#me(), body: { mutedTopics: mutesThen } });
  }
}
