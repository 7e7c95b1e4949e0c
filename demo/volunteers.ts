/** A volunteer's evening: on, offers, talks, rest, off; for each shift anew. */
import type * as z from 'zod';
import { contract } from '../shared/contract/contract.ts';
import type { offerPage } from '../shared/contract/offers.ts';
import { partsOf } from '../shared/domain/ids.ts';
import { anything } from './api.ts';
import { diceOf } from './dice.ts';
import type { Dice } from './dice.ts';
import { holdSeconds } from './limits.ts';
import { offerFits } from './fits.ts';
import { playing } from './play.ts';
import type { Play } from './play.ts';
import { playListening } from './listening.ts';
import type { Shift, VolunteerPart } from './volunteer-part.ts';

type Offer = z.infer<typeof offerPage>;

/** Seconds until a volunteer answers an offer: lognormal, median 8 (assumed; services round it to 30). */
const answerDelay = { median: 8, sigma: 0.6 };
/** Seconds between two asks for "the one who needs it most" when nobody waits. */
const pullEvery = 60;
/** Seconds until the last one has left at closing time: nobody leaves in the same instant. */
const lingersMost = 90;
/** Of the offers that are not accepted, the share that is not answered at all: a tenth of all offers. */
const ignoredShare = 0.4;

/** Plays all shifts. Resolves when the volunteer has gone and their last talk is over. */
export async function playVolunteer(part: VolunteerPart, play: Play): Promise<void> {
  const volunteer = new Volunteer(part, play);
  for (const shift of part.shifts) {
    if (!(await play.clock.until(shift.from)) || play.closing.aborted) return;
    await volunteer.serve(shift);
  }
}

class Volunteer {
  private readonly part: VolunteerPart;
  private readonly play: Play;
  private readonly dice: Dice;
  /** Space and credential of this volunteer's calls. */
  private readonly me: { readonly params: { readonly space: string }; readonly token: string };
  private readonly talks = new Set<Promise<void>>();
  private readonly seen = new Set<string>();
  private readonly answers = new Set<Promise<void>>();
  private muted: readonly string[];
  private session: string | undefined;
  private etag: string | undefined;

  constructor(part: VolunteerPart, play: Play) {
    this.part = part;
    this.play = play;
    this.dice = diceOf(play.seed, `${part.name} decides`);
    this.me = { params: { space: play.stage.space }, token: play.stage.volunteers.get(part.name) ?? '' };
    this.muted = part.mutedTopics;
  }

  async serve({ to }: Shift): Promise<void> {
    const { clock, closing } = this.play;
    await this.goOn();
    const ends = clock.after(to - clock.now, closing);
    const present = this.stayOn(ends);
    while (!ends.aborted) {
      if (this.talks.size >= this.part.capacity) await this.untilFree(ends);
      else if (this.part.pulls) await this.askForNext(ends);
      else await this.lookForOffers(ends);
    }
    await present;
    const drained = await this.leave();
    await Promise.all(this.answers);
    await Promise.all(this.talks);
    if (drained) this.play.history.note({ kind: 'off', volunteer: this.part.name });
  }

  private async goOn(): Promise<void> {
    const { channels, capacity, name } = this.part;
    const reply = await this.setAvailability({ available: true, channels: [...channels], capacity });
    this.session = reply.kind === 'answer' ? reply.body.session : undefined;
    this.play.history.note({ kind: 'on', volunteer: name });
    await this.lookForTalks();
  }

  /** As an app does when it starts: talks that are still open, never more than there are places. */
  private async lookForTalks(): Promise<void> {
    const { api, history } = this.play;
    const open = await api.call('listMyConversations', contract.listMyConversations.answers[200], this.me);
    if (open.kind === 'answer' && open.body.items.length > this.part.capacity)
      history.note({ kind: 'wrong', what: 'seat-twice' });
  }

  /** As the app of a volunteer does in the background: the lease is renewed, and one that ended is told. */
  private async stayOn(ends: AbortSignal): Promise<void> {
    const { clock, limits } = this.play;
    while (await clock.pauseReal(limits.presenceLeaseSeconds / 2, ends)) {
      const renewed = await this.setAvailability({ available: true, session: this.session });
      if (renewed.kind === 'refused') await this.goOn();
    }
  }

  private setAvailability(body: z.input<typeof contract.setAvailability.body>) {
    return this.play.api.call('setAvailability', contract.setAvailability.answers[200], {
      ...this.me,
      body,
      fine: ['session-ended'],
    });
  }

  private async untilFree(ends: AbortSignal): Promise<void> {
    const ended = Promise.withResolvers<void>();
    ends.addEventListener('abort', () => ended.resolve(), { once: true });
    await Promise.race([ended.promise, ...this.talks]);
  }

  private async lookForOffers(ends: AbortSignal): Promise<void> {
    const muted = this.muted;
    const reply = await this.play.api.call('listOffers', contract.listOffers.answers[200], {
      ...this.me,
      etag: this.etag,
      hold: holdSeconds,
      until: ends,
    });
    if (reply.kind !== 'answer') return;
    this.etag = reply.etag;
    for (const offer of reply.body.items) this.consider(offer, muted);
  }

  /** "Give me the one who needs it most", again after a moment when nobody waits. */
  private async askForNext(ends: AbortSignal): Promise<void> {
    const reply = await this.play.api.call('nextOffer', contract.nextOffer.answers[201].optional(), {
      ...this.me,
      fine: ['not-eligible'],
    });
    if (reply.kind === 'answer' && reply.body !== undefined) this.consider(reply.body, this.muted);
    await (this.answers.size > 0 ? Promise.all(this.answers) : this.play.clock.pause(pullEvery, ends));
  }

  private consider(offer: Offer, muted: readonly string[]): void {
    if (this.seen.has(offer.id)) return;
    this.seen.add(offer.id);
    const { history } = this.play;
    history.note({ kind: 'offered', volunteer: this.part.name, offer: offer.id });
    if (!offerFits(offer, { ...this.part, mutedTopics: muted })) history.note({ kind: 'wrong', what: 'offer-misfit' });
    this.track(this.answers, this.answer(offer));
  }

  private async answer(offer: Offer): Promise<void> {
    const { api, clock, history } = this.play;
    const about = { volunteer: this.part.name, offer: offer.id };
    const takes = this.dice.chance(this.part.accepts);
    const ignores = !takes && this.dice.chance(ignoredShare);
    const delay = this.dice.lognormal(answerDelay.median, answerDelay.sigma);
    if (ignores) return history.note({ kind: 'ignored', ...about });
    await clock.pause(delay);
    const address = { ...this.me, params: { ...this.me.params, offer: offer.id } };
    if (!takes) {
      await api.call('declineOffer', anything, address);
      return history.note({ kind: 'declined', ...about });
    }
    const reply = await api.call('acceptOffer', contract.acceptOffer.answers[200], { ...address, fine: ['offer-gone'] });
    if (reply.kind !== 'answer') return history.note({ kind: 'too-late', ...about });
    const { id: conversation } = reply.body.conversation;
    history.note({
      kind: 'accepted',
      ...about,
      request: partsOf(conversation).request,
      conversation,
      language: offer.languages.find((one) => this.part.languages.includes(one)) ?? '',
      role: this.part.role,
      waitedSeconds: offer.waitedSeconds,
      reasons: offer.reasons,
    });
    this.track(this.talks, this.talk(conversation));
  }

  private async talk(conversation: string): Promise<void> {
    const { params, token } = this.me;
    const side = { ...this.play, ...params, conversation, token };
    const { heavy } = await playListening({ side, play: this.play, dice: this.dice, name: this.part.name });
    if (heavy && this.dice.chance(0.3)) await this.muteOne();
  }

  /** After a heavy one: not this topic again tonight. */
  private async muteOne(): Promise<void> {
    const mutedTopics = [...new Set([...this.muted, 'grief'])];
    await this.play.api.call('editMe', anything, { ...this.me, body: { mutedTopics } });
    this.muted = mutedTopics;
  }

  /**
   * Off after the talks that are open, off at once, or without a word; true: off once they are over. Who said it must not
   * be asked again.
   */
  private async leave(): Promise<boolean> {
    const { api, clock, history, closing } = this.play;
    const volunteer = this.part.name;
    if (this.part.vanishes && !closing.aborted) {
      history.note({ kind: 'vanished', volunteer });
      return false;
    }
    if (closing.aborted) await clock.pause(this.dice.between(0, lingersMost));
    const afterThisOne = this.talks.size > 0 && this.dice.chance(0.7);
    const reply = await this.setAvailability({ available: false, afterThisOne });
    const drains = reply.kind === 'answer' && reply.body.state === 'draining';
    history.note({ kind: drains ? 'draining' : 'off', volunteer });
    const left = await api.call('listOffers', contract.listOffers.answers[200], this.me);
    if (left.kind === 'answer' && left.body.items.length > 0) history.note({ kind: 'wrong', what: 'offer-after-off' });
    return drains;
  }

  /** Keeps what is under way until it settles. */
  private track(set: Set<Promise<void>>, act: Promise<void>): void {
    const tracked = playing(this.play.history, this.part.name, act).finally(() => set.delete(tracked));
    set.add(tracked);
  }
}
