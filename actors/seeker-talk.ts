/** A seeker's side of one conversation. */
import type { Sent } from '../client/sent.ts';
import { heldFor, type Rhythm, type SeekerBehaviour } from './behaviour.ts';
import { Choices } from './choices.ts';
import type { Session, Surroundings } from './session.ts';

/** The traits that matter in a talk. */
export interface TalkTraits {
  readonly throughPartner: boolean;
  /** What the seeker says of a talk. By default: felt heard. */
  readonly feedback?: Sent<'giveFeedback'>['body'];
  readonly behaviour: SeekerBehaviour;
  readonly rhythm: Rhythm;
}

/** Seconds for which the links to a talk are valid: longer than any talk. */
const linkSeconds = 14_400;
/** Maximum of reads of a talk while the seeker waits for the other side to end it. */
const staysRoundsMax = 90;

export class SeekerTalk {
  /** A block that the seeker postpones. */
  laterBlock: (() => Promise<unknown>) | undefined;
  readonly #session: Session;
  readonly #choices: Choices;
  readonly #around: Surroundings;
  readonly #traits: TalkTraits;
  readonly #at: Sent<'block'>;

  /** `token`: the seeker's. */
  constructor(
    session: Session,
    around: Surroundings,
    { traits, conversation, token }: { readonly traits: TalkTraits; readonly conversation: string; readonly token: string },
  ) {
    this.#session = session;
    this.#choices = new Choices(session);
    this.#around = around;
    this.#traits = traits;
    this.#at = { params: { space: around.space, conversation }, token };
  }

  /** The whole talk. Resolves with false if another volunteer must be found. */
  async live(): Promise<boolean> {
    const { behaviour, rhythm, throughPartner, feedback = { heard: 'yes' } } = this.#traits;
    const session = this.#session;
    const at = this.#at;
    await session.call('showConversation', at);
    if (throughPartner && this.#choices.does(behaviour.getsLinks)) await this.#sendLinks();
    if (this.#choices.chance(behaviour.away)) return true;
    if (this.#choices.does(behaviour.saysHere)) await session.call('hereInConversation', at);
    await this.#choices.pause(rhythm.seekerTalk);
    const shown = await session.call('showConversation', at);
    const isAlone = shown.kind === 'success' && shown.status === 200 && !shown.body.volunteerHere;
    if (isAlone && this.#choices.chance(behaviour.waitsForVolunteer)) {
      await this.#choices.pause(rhythm.noShow);
      const again = await session.insist('rematch', at);
      if (again.kind === 'success') return false;
    }
    await this.#blockPerhaps();
    if (this.laterBlock !== undefined || this.#choices.chance(behaviour.ends)) await session.insist('endConversation', at);
    if (this.#choices.chance(behaviour.stays)) await this.#stay();
    if (this.#choices.chance(behaviour.givesFeedback)) await session.insist('giveFeedback', { ...at, body: feedback });
    return true;
  }

  /** The partner sends both sides the links to a channel of its own. */
  async #sendLinks(): Promise<void> {
    const { conversation } = this.#at.params;
    const url = (side: string) => ({ url: `https://app.example/talk/${conversation}?side=${side}` });
    const expiresAt = new Date(this.#session.now() + linkSeconds * 1_000).toISOString();
    const body = { seeker: url('seeker'), volunteer: url('volunteer'), expiresAt };
    await this.#session.insist('setJoin', { params: this.#at.params, token: this.#around.partnerKey, body });
  }

  async #blockPerhaps(): Promise<void> {
    const { blocks, reports, blocksLater } = this.#traits.behaviour;
    if (!this.#choices.chance(blocks)) return;
    const at = this.#at;
    const idempotencyKey = `${at.params.conversation}-reported`;
    const body = { category: 'harassment', block: true } as const;
    const block = this.#choices.chance(reports)
      ? () => this.#session.insist('report', { ...at, idempotencyKey, body })
      : () => this.#session.insist('block', at);
    if (this.#choices.chance(blocksLater)) this.laterBlock = block;
    else await block();
  }

  /** Reads the talk until the other side has ended it; ends it when everyone must leave. */
  async #stay(): Promise<void> {
    const at = this.#at;
    let etag: string | undefined;
    for (let round = 0; round < staysRoundsMax; round += 1) {
      const shown = await this.#session.call('showConversation', { ...at, ...heldFor(this.#traits.rhythm, etag) });
      if (shown.kind === 'refusal' || (shown.kind === 'success' && shown.body?.state === 'ended')) return;
      if (this.#around.isOver()) return void (await this.#session.insist('endConversation', at));
      if (shown.kind === 'success') etag = this.#choices.chance(this.#traits.behaviour.holds) ? shown.etag : undefined;
      await this.#choices.pause(this.#traits.rhythm.seekerLook);
    }
  }
}
