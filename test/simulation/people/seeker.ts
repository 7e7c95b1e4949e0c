/** A seeker: asks, looks now and then, is talked with, and goes; alone or through a partner app that retries. */
import type { AskBody } from '../../../shared/contract/talk-requests.ts';
import { conversationId } from '../../../shared/domain/ids.ts';
import type { ConversationId } from '../../../shared/domain/ids.ts';
import type { SeekerTraits } from '../setting.ts';
import type { Cast } from './cast.ts';
import { Person } from './person.ts';
import type { Reply, Wanted } from './person.ts';
import { asking, cancelling, conversing, erasing, showing, stayingHere } from './seeker-calls.ts';
import type { Mine, Standing } from './seeker-calls.ts';

/** Times somebody asks in a run. */
const asksMax = 3;
/** Seconds between two looks at the request, and of a silence. */
const lookSeconds = [6, 22] as const;
const silentSeconds = [30, 90] as const;
/** Seconds until somebody asks again. */
const awaySeconds = [2, 20] as const;
const backSeconds = [0, 3] as const;
/** Seconds of a talk, and until somebody gives up on the other side. */
const talkSeconds = [5, 40] as const;
const noShowSeconds = 122;
/** Seconds from asking again to a block that was put off. */
const blockSeconds = [0.2, 2] as const;
/** Seconds until a look back. */
const laterSeconds = [60, 200] as const;

type Outcome =
  | { readonly kind: 'over'; readonly comeBack?: string; readonly conversation?: ConversationId }
  | { readonly kind: 'refused' };

export class Seeker extends Person {
  readonly #traits: SeekerTraits;
  #asks = 0;
  /** A block that was put off. */
  #blocking: Wanted<unknown> | undefined;

  constructor(cast: Cast, traits: SeekerTraits) {
    super(cast, traits.name);
    this.#traits = traits;
  }

  /** Their whole evening. */
  async live(): Promise<void> {
    await this.sleep(this.#traits.arrivesAt);
    let more: Pick<AskBody, 'comeBack' | 'sameVolunteerAs'> = {};
    while (this.#asks < asksMax && this.#goesOn()) {
      const outcome = await this.#once(more);
      if (outcome.kind === 'over' && outcome.comeBack === undefined && !this.chance(this.cast.setting.behaviour.asksAgain))
        return;
      more = {};
      if (outcome.kind === 'over' && outcome.comeBack !== undefined) more = { comeBack: outcome.comeBack };
      else if (outcome.kind === 'over' && outcome.conversation !== undefined) more = { sameVolunteerAs: outcome.conversation };
      const [from, to] = this.#blocking === undefined ? awaySeconds : backSeconds;
      await this.sleep(this.between(from, to));
    }
  }

  #goesOn(): boolean {
    return this.cast.simulator.now < this.cast.endsAt;
  }

  /** One request, to its end. */
  async #once(more: Pick<AskBody, 'comeBack' | 'sameVolunteerAs'>): Promise<Outcome> {
    this.#asks += 1;
    this.#blockNow();
    const asked = await this.#ask(more);
    if (asked.kind !== 'ok') return { kind: 'refused' };
    const { id } = asked.value.talk;
    const { throughPartner } = this.#traits;
    const mine: Mine = { request: id, caller: throughPartner ? this.cast.partner : { kind: 'seeker', request: id } };
    if (this.chance(this.cast.setting.behaviour.looksBack)) void this.#lookBack(mine);
    const outcome = await this.#wait(mine);
    if (!this.chance(this.cast.setting.behaviour.erases)) return outcome;
    const forgotten = await this.insist(erasing(this.cast, mine));
    if (forgotten.kind === 'ok') await this.call(showing(this.cast, mine));
    return { kind: 'over' };
  }

  /** Somebody makes up their mind about the one before just when they ask for the next: then every race is on. */
  #blockNow(): void {
    const blocking = this.#blocking;
    if (blocking === undefined) return;
    this.#blocking = undefined;
    void this.sleep(this.between(...blockSeconds)).then(() => this.insist(blocking));
  }

  /** Much later: what is over and forgotten is not shown to anybody. */
  async #lookBack(mine: Mine): Promise<void> {
    await this.sleep(this.between(...laterSeconds));
    await this.call(showing(this.cast, mine));
  }

  /** Asks until there is an answer; a partner sometimes asks twice at once, or again with something else. */
  async #ask(more: Pick<AskBody, 'comeBack' | 'sameVolunteerAs'>): Promise<Reply<Standing>> {
    const { cast } = this;
    const key = `${this.name}-asks-for-the-time-${this.#asks}`;
    const version = cast.ledger.spaces.get(cast.space)?.groundRules.version ?? 1;
    const body: AskBody = { ...this.#traits.body, groundRulesVersion: version, ...more };
    const caller = this.#traits.throughPartner ? cast.partner : ({ kind: 'nobody' } as const);
    const wanted = { caller, key, body };
    const twice = this.chance(0.15) ? this.insist(asking(cast, wanted)) : undefined;
    const asked = await this.insist(asking(cast, wanted));
    const other = await twice;
    if (other !== undefined) this.#sameAnswer(key, [asked, other]);
    if (asked.kind === 'ok' && this.chance(0.15)) {
      const changed: AskBody = { ...body, urgency: body.urgency === 'now' ? 'soon' : 'now' };
      const refused = await this.call(asking(cast, { ...wanted, body: changed }));
      if (
        refused.kind === 'ok' ||
        (refused.kind === 'refused' && refused.problem.code !== 'idempotency-mismatch' && refused.problem.code !== 'gone')
      )
        cast.ledger.violate(
          10,
          `${key} was taken with another payload: ${refused.kind === 'ok' ? 'ok' : refused.problem.code}`,
          this.name,
        );
    }
    return asked;
  }

  /** Two calls with one key and one payload have one request between them, and neither is told that somebody else asks. */
  #sameAnswer(key: string, replies: readonly Reply<Standing>[]): void {
    const made = new Set(replies.flatMap((reply) => (reply.kind === 'ok' ? [reply.value.talk.id] : [])));
    if (made.size > 1) this.cast.ledger.violate(10, `${key} made ${[...made].join(' and ')}`, this.name);
    for (const reply of replies) {
      if (reply.kind !== 'refused' || reply.problem.code !== 'already-asking') continue;
      const told = JSON.stringify(reply.problem.members);
      if ([...made].some((id) => told.includes(id)))
        this.cast.ledger.violate(10, `${key} was refused for its own request`, this.name);
    }
  }

  async #wait(mine: Mine): Promise<Outcome> {
    const { cast } = this;
    const { behaviour } = cast.setting;
    let until = cast.simulator.now + this.#traits.patienceSeconds * 1_000;
    for (;;) {
      const silent = this.chance(behaviour.silent);
      if (silent) cast.ledger.count('silent');
      await this.sleep(silent ? this.between(...silentSeconds) : this.between(...lookSeconds));
      if (this.chance(0.15)) await this.call(stayingHere(cast, mine));
      const shown = await this.call(showing(cast, mine));
      if (shown.kind === 'refused') return { kind: 'over' };
      if (shown.kind === 'ok') {
        const { status, conversation, comeBack } = shown.value.view;
        if (status === 'cancelled') return { kind: 'over' };
        if (status === 'expired') return { kind: 'over', ...(comeBack === undefined ? {} : { comeBack }) };
        if (conversation !== undefined && conversation.state === 'open') {
          if (await this.#talk(mine, conversationId.parse(conversation.id)))
            return { kind: 'over', conversation: conversationId.parse(conversation.id) };
          until = cast.simulator.now + this.#traits.patienceSeconds * 1_000;
        } else if (status === 'matched') return { kind: 'over' };
      }
      const enough = cast.simulator.now > until || (this.chance(behaviour.cancels) && this.chance(0.3));
      if (enough && this.#goesOn()) {
        const cancelled = await this.insist(cancelling(cast, mine));
        if (cancelled.kind === 'ok') return { kind: 'over' };
      }
    }
  }

  /** One conversation; false when somebody else is to be found. */
  async #talk(mine: Mine, conversation: ConversationId): Promise<boolean> {
    const { cast } = this;
    const { behaviour } = cast.setting;
    const at = conversing(cast, { caller: { kind: 'seeker', request: mine.request }, conversation });
    await this.call(at.show());
    if (this.chance(behaviour.seekersAway)) return true;
    await this.call(at.here());
    await this.sleep(this.between(...talkSeconds) / cast.setting.brisk);
    const shown = await this.call(at.show());
    if (shown.kind === 'ok' && shown.value.match.volunteerHereAt === undefined && this.chance(0.7)) {
      await this.sleep(noShowSeconds);
      const again = await this.insist(at.rematch());
      if (again.kind === 'ok') return false;
    }
    if (this.chance(behaviour.blocks)) {
      const blocking = this.chance(0.5) ? at.block() : at.report(`${conversation} reported`);
      if (this.chance(behaviour.blocksLater)) this.#blocking = blocking;
      else await this.insist(blocking);
    }
    if (this.#blocking !== undefined || this.chance(0.7)) await this.insist(at.end(false));
    return true;
  }
}
