/** A volunteer: goes on, answers what is put to them, talks, rests, forgets the lease, goes off and comes back. */
import { conversationId, offerId } from '../../../shared/domain/ids.ts';
import type { ConversationId, OfferId } from '../../../shared/domain/ids.ts';
import type { VolunteerTraits } from '../setting.ts';
import type { Cast } from './cast.ts';
import { Person } from './person.ts';
import { conversing } from './seeker-calls.ts';
import { accepting, asking, declining, goingOff, goingOn, listing, renewing, sayingOfPages } from './volunteer-calls.ts';
import type { Me } from './volunteer-calls.ts';

/** Seconds between two looks, and of an absence. */
const lookSeconds = [3, 14] as const;
const awaySeconds = [5, 40] as const;
const forgottenSeconds = [40, 90] as const;
/** Seconds of a talk. */
const talkSeconds = [5, 50] as const;
/** Seconds into a run at which everybody goes off where all do. */
const massOffAt = 60;

interface Open {
  readonly conversation: ConversationId;
  readonly endsAt: number;
  readonly comes: boolean;
}

export class Volunteer extends Person {
  readonly #traits: VolunteerTraits;
  readonly #me: Me;
  #session: string | undefined;
  #stretches = 0;
  #open: readonly Open[] = [];
  #leftAtOnce = false;
  /** Was told that they may not go on, or not with so many places. */
  #barred = false;
  #modest = false;

  constructor(cast: Cast, traits: VolunteerTraits, me: Me) {
    super(cast, traits.name);
    this.#traits = traits;
    this.#me = me;
  }

  /** Their whole evening. They stay as long as the run needs them: somebody must be there for whoever waits. */
  async live(): Promise<void> {
    const { cast } = this;
    await this.sleep(this.#traits.arrivesAt);
    await this.#goOn();
    for (;;) {
      const forgets = this.chance(cast.setting.behaviour.forgetsLease * 0.3) && this.#goesOn();
      await this.sleep(forgets ? this.between(...forgottenSeconds) : this.between(...lookSeconds) / cast.setting.brisk);
      await this.#look();
      await this.#endTalks();
      if (this.#goesOn() && this.#hasEnough()) await this.#leave();
    }
  }

  #goesOn(): boolean {
    return this.cast.simulator.now < this.cast.endsAt;
  }

  #hasEnough(): boolean {
    const { setting, simulator } = this.cast;
    const all = setting.scenario === 'mass-off' && !this.#leftAtOnce && simulator.now >= setting.startsAt + massOffAt * 1_000;
    this.#leftAtOnce ||= all;
    return all || this.chance(setting.behaviour.goesOff);
  }

  /** A stretch of being on has a key of its own; whatever is tried again for it carries the same one. */
  async #goOn(): Promise<void> {
    this.#stretches += 1;
    const key = `${this.name}-on-${this.#stretches}`;
    const { capacity } = this.#traits;
    const chatOnly = capacity > 1 && !this.#modest ? { capacity, channels: ['chat' as const] } : {};
    const on = await this.insist(goingOn(this.cast, this.#me, { key, ...(this.chance(0.8) ? chatOnly : {}) }));
    this.#session = on.kind === 'ok' ? on.value.session : undefined;
    const refusal = on.kind === 'refused' ? on.problem.code : undefined;
    this.#barred = refusal === 'not-eligible';
    this.#modest ||= refusal === 'unprocessable';
  }

  async #leave(): Promise<void> {
    const off = await this.insist(goingOff(this.cast, this.#me, this.chance(0.3)));
    if (off.kind === 'ok') this.#session = undefined;
    if (this.chance(0.1)) await this.call(sayingOfPages(this.cast, this.#me, this.chance(0.5)));
    await this.sleep(this.between(...awaySeconds));
    if (this.chance(0.9)) await this.#goOn();
  }

  async #look(): Promise<void> {
    const { cast } = this;
    if (this.#session === undefined) {
      if (this.chance(this.#barred ? 0.1 : 0.5)) await this.#goOn();
      return;
    }
    if (this.chance(cast.setting.behaviour.renews)) {
      const renewed = await this.call(renewing(cast, this.#me, this.#session));
      if (renewed.kind === 'refused' && renewed.problem.code === 'session-ended') this.#session = undefined;
    }
    if (this.chance(cast.setting.behaviour.pulls)) await this.call(asking(cast, this.#me));
    const offers = await this.call(listing(cast, this.#me));
    const [offer] = offers.kind === 'ok' ? offers.value.items : [];
    if (offer !== undefined) await this.#answer(offerId.parse(offer.id));
  }

  async #answer(offer: OfferId): Promise<void> {
    const { cast } = this;
    const { ignores, declines, volunteersAway } = cast.setting.behaviour;
    const mood = this.roll();
    if (mood < ignores) return;
    await this.sleep(this.between(0, 3));
    if (mood < ignores + declines) {
      await this.insist(declining(cast, this.#me, offer));
      return;
    }
    const twice = this.chance(0.15) ? this.insist(accepting(cast, this.#me, offer)) : undefined;
    const accepted = await this.insist(accepting(cast, this.#me, offer));
    await twice;
    if (accepted.kind !== 'ok') return;
    const comes = !this.chance(volunteersAway);
    const conversation = conversationId.parse(accepted.value.id);
    const at = conversing(cast, { caller: this.#me.caller, conversation });
    await this.call(at.show());
    if (comes) await this.call(at.here());
    this.#open = [
      ...this.#open,
      { conversation, comes, endsAt: cast.simulator.now + (this.between(...talkSeconds) * 1_000) / cast.setting.brisk },
    ];
  }

  async #endTalks(): Promise<void> {
    const { cast } = this;
    const due = this.#open.filter(({ endsAt }) => endsAt <= cast.simulator.now);
    this.#open = this.#open.filter(({ endsAt }) => endsAt > cast.simulator.now);
    for (const { conversation, comes } of due) {
      const at = conversing(cast, { caller: this.#me.caller, conversation });
      if (this.chance(cast.setting.behaviour.blocks * 0.3)) await this.insist(at.block());
      if (comes && this.chance(0.85)) await this.insist(at.end(this.chance(0.3)));
      else if (!comes && this.chance(0.3)) await this.call(at.rematch());
    }
  }
}
