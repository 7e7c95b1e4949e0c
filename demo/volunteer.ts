/** A volunteer's evening: on, offers, talks, rest, off; for each shift anew. */
import type { BodyOf } from '../client/client.ts';
import type { Sent } from '../client/sent.ts';
import { partsOf } from '../shared/domain/ids.ts';
import { acceptance, answerTime, noAnswerShare } from '../policy-simulator/workload/figures.ts';
import { isCompatible } from './compatibility.ts';
import { untilStopped, type Context } from './context.ts';
import { holdSeconds } from './limits.ts';
import type { Random } from '../random/random.ts';
import { SeededRandom } from '../random/seeded-random.ts';
import { runVolunteerSession } from './volunteer-session.ts';
import type { Shift, VolunteerProfile } from './volunteer-profile.ts';
import { lognormal } from '../random/distributions.ts';

type Offer = BodyOf<'listOffers'>['items'][number];

/** Seconds between two asks for "the one who needs it most" when no seeker waits. */
const pullEvery = 60;
/** Seconds within which volunteers leave at closing time: they do not leave in the same instant. */
const leavingSecondsMax = 90;
/** Of the offers that are not accepted, the share that is not answered at all. */
const ignoredShare = noAnswerShare / (acceptance.b / (acceptance.a + acceptance.b));

/** Runs all shifts. Resolves when the volunteer has gone and their last talk is over. */
export async function runVolunteer(profile: VolunteerProfile, context: Context): Promise<void> {
  const volunteer = new Volunteer(profile, context);
  for (const shift of profile.shifts) {
    if (!(await context.clock.until(shift.from)) || context.closing.aborted) return;
    await volunteer.serve(shift);
  }
}

class Volunteer {
  private readonly profile: VolunteerProfile;
  private readonly context: Context;
  private readonly random: Random;
  /** Space and credential of this volunteer's calls. */
  private readonly me: { readonly params: { readonly space: string }; readonly token: string };
  private readonly talks = new Set<Promise<void>>();
  private readonly seen = new Set<string>();
  private readonly answers = new Set<Promise<void>>();
  private muted: readonly string[];
  private session: string | undefined;
  private etag: string | undefined;

  constructor(profile: VolunteerProfile, context: Context) {
    this.profile = profile;
    this.context = context;
    this.random = new SeededRandom(context.seed).of(`${profile.name} decides`);
    this.me = { params: { space: context.setup.space }, token: context.setup.volunteers.get(profile.name) ?? '' };
    this.muted = profile.mutedTopics;
  }

  async serve({ to }: Shift): Promise<void> {
    const { clock, closing } = this.context;
    await this.goOn();
    const ends = clock.after(to - clock.now, closing);
    const present = this.stayOn(ends);
    while (!ends.aborted) {
      if (this.talks.size >= this.profile.capacity) await this.untilFree(ends);
      else if (this.profile.pulls) await this.askForNext(ends);
      else await this.lookForOffers(ends);
    }
    await present;
    const drained = await this.leave();
    await Promise.all(this.answers);
    await Promise.all(this.talks);
    if (drained) this.context.history.note({ kind: 'off', volunteer: this.profile.name });
  }

  private async goOn(): Promise<void> {
    const { channels, capacity, name } = this.profile;
    const answer = await this.setAvailability({ available: true, channels, capacity });
    this.session = answer.status === 200 ? answer.body.session : undefined;
    this.context.history.note({ kind: 'on', volunteer: name });
    await this.lookForTalks();
  }

  /** Reads the open talks, as an app does when it starts: never more than the volunteer has seats. */
  private async lookForTalks(): Promise<void> {
    const { client, history } = this.context;
    const { items } = await client.succeeds('listMyConversations', this.me);
    if (items.length > this.profile.capacity) history.note({ kind: 'violation', what: 'seat-twice' });
  }

  /** Renews the lease in the background, as the app of a volunteer does; goes on again where it has ended. */
  private async stayOn(ends: AbortSignal): Promise<void> {
    const { clock, limits } = this.context;
    while (await clock.pauseReal(limits.presenceLeaseSeconds / 2, ends)) {
      const renewed = await this.setAvailability({ available: true, session: this.session });
      if (renewed.kind === 'refusal') await this.goOn();
    }
  }

  private setAvailability(body: Sent<'setAvailability'>['body']) {
    return this.context.client.call('setAvailability', { ...this.me, body }, { handles: ['session-ended'] });
  }

  private async untilFree(ends: AbortSignal): Promise<void> {
    const ended = Promise.withResolvers<void>();
    ends.addEventListener('abort', () => ended.resolve(), { once: true });
    await Promise.race([ended.promise, ...this.talks]);
  }

  private async lookForOffers(ends: AbortSignal): Promise<void> {
    const muted = this.muted;
    const sent = { ...this.me, ifNoneMatch: this.etag, waitSeconds: holdSeconds };
    const answer = await this.context.client.call('listOffers', sent, { until: ends });
    if (answer.status !== 200) return;
    this.etag = answer.etag;
    for (const offer of answer.body.items) this.consider(offer, muted);
  }

  /** "Give me the one who needs it most", again after a pause when no seeker waits. */
  private async askForNext(ends: AbortSignal): Promise<void> {
    const answer = await this.context.client.call('nextOffer', this.me, { handles: ['not-eligible'] });
    if (answer.status === 201) this.consider(answer.body, this.muted);
    await (this.answers.size > 0 ? Promise.all(this.answers) : this.context.clock.pause(pullEvery, ends));
  }

  private consider(offer: Offer, muted: readonly string[]): void {
    if (this.seen.has(offer.id)) return;
    this.seen.add(offer.id);
    const { history } = this.context;
    history.note({ kind: 'offered', volunteer: this.profile.name, offer: offer.id });
    if (!isCompatible(offer, { ...this.profile, mutedTopics: muted }))
      history.note({ kind: 'violation', what: 'offer-violation' });
    this.track(this.answers, this.answer(offer));
  }

  private async answer(offer: Offer): Promise<void> {
    const { client, clock, history } = this.context;
    const about = { volunteer: this.profile.name, offer: offer.id };
    const takes = this.random.chance(this.profile.accepts);
    const ignores = !takes && this.random.chance(ignoredShare);
    const delay = lognormal(this.random, answerTime);
    if (ignores) return history.note({ kind: 'ignored', ...about });
    await clock.pause(delay);
    const address = { ...this.me, params: { ...this.me.params, offer: offer.id } };
    if (!takes) {
      await client.succeeds('declineOffer', address);
      return history.note({ kind: 'declined', ...about });
    }
    const answer = await client.call('acceptOffer', address, { handles: ['offer-gone'] });
    if (answer.status !== 200) return history.note({ kind: 'too-late', ...about });
    const { id: conversation } = answer.body.conversation;
    history.note({
      kind: 'accepted',
      ...about,
      request: partsOf(conversation).request,
      conversation,
      language: offer.languages.find((one) => this.profile.languages.includes(one)) ?? '',
      role: this.profile.role,
      waitedSeconds: offer.waitedSeconds,
      reasons: offer.reasons,
    });
    this.track(this.talks, this.talk(conversation));
  }

  private async talk(conversation: string): Promise<void> {
    const { params, token } = this.me;
    const side = { ...this.context, ...params, conversation, token };
    const { heavy } = await runVolunteerSession({ side, context: this.context, random: this.random, name: this.profile.name });
    if (heavy && this.random.chance(0.3)) await this.muteOne();
  }

  /** After a heavy talk: not this topic again this evening. */
  private async muteOne(): Promise<void> {
    const mutedTopics = [...new Set([...this.muted, 'grief'])];
    await this.context.client.succeeds('editMe', { ...this.me, body: { mutedTopics } });
    this.muted = mutedTopics;
  }

  /**
   * Goes off after the open talks, goes off at once, or leaves without going off; true: off once the talks are over. A volunteer who
   * went off must not get an offer.
   */
  private async leave(): Promise<boolean> {
    const { client, clock, history, closing } = this.context;
    const volunteer = this.profile.name;
    if (this.profile.vanishes && !closing.aborted) {
      history.note({ kind: 'vanished', volunteer });
      return false;
    }
    if (closing.aborted) await clock.pause(this.random.between(0, leavingSecondsMax));
    const afterThisOne = this.talks.size > 0 && this.random.chance(0.7);
    const answer = await this.setAvailability({ available: false, afterThisOne });
    const drains = answer.status === 200 && answer.body.state === 'draining';
    history.note({ kind: drains ? 'draining' : 'off', volunteer });
    const { items } = await client.succeeds('listOffers', this.me);
    if (items.length > 0) history.note({ kind: 'violation', what: 'offer-after-off' });
    return drains;
  }

  /** Keeps what is under way until it settles. */
  private track(set: Set<Promise<void>>, act: Promise<void>): void {
    const tracked = untilStopped(this.context.history, this.profile.name, act).finally(() => set.delete(tracked));
    set.add(tracked);
  }
}
