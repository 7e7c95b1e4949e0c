/**
 * UPchieve (UPchieve/subway, server/services/NotifyVolunteerService.ts): every request is on a list that logged-in volunteers
 * see. The first volunteer to click gets it. After 30 seconds, and then every 30 seconds, at most six times, a few other
 * volunteers get a text message, in random order. A volunteer gets at most one message in five minutes. Volunteers with a scarce
 * skill get messages only for requests that need one.
 * Assumptions, because there are no public figures: half of the volunteers who are on watch the list, and look at it every 20
 * seconds on average; the others are reached by text messages only. At most two offers are open at once, as in this service.
 * UPchieve sends up to three messages.
 */
import { openOffersMax } from '../../shared/domain/limits.ts';
import type { RequestId, VolunteerId } from '../../shared/domain/ids.ts';
import type { Snapshot } from '../../shared/domain/policy/plan.ts';
import type { Seat } from '../../shared/domain/seat.ts';
import { type Talk, isWaiting } from '../../shared/domain/talk.ts';
import type { EpochMs } from '../../shared/domain/time.ts';
import type { Decision, SimOffer, SimPolicyKind } from '../policies/sim-policy.ts';
import { draw, stream } from '../../random/policy-random.ts';
import type { Random } from '../../random/random.ts';
import { idleIn, mayServe, olderFirst } from './free.ts';
import { commonLanguage, needsRareSkill, rareSkillsOf } from './rare-skills.ts';

/** Seconds between two steps of this model. The 30 seconds of a wave are a multiple of it. */
const stepSeconds = 5;
const waveSeconds = 30;
const wavesMax = 6;
const textedAgainMs = 300_000;
const watchingShare = 0.5;
const looksEverySeconds = 20;

class Upchieve {
  readonly #seed: number;
  readonly #random: Random;
  readonly #textedAt = new Map<VolunteerId, EpochMs>();
  readonly #waves = new Map<RequestId, number>();

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = stream(seed, 'upchieve');
  }

  decide(snapshot: Snapshot, now: EpochMs): Decision {
    const listed = snapshot.talks
      .filter((talk) => isWaiting(talk) && talk.lastSeenAt + snapshot.stillThereSeconds * 1000 > now)
      .toSorted(olderFirst);
    const idle = new Set(this.#random.shuffle(idleIn(snapshot, now)));
    const open = new Map(listed.map((talk) => [talk.id, talk.offers.length]));
    return { offers: [...this.#pickUps(listed, idle, open, now), ...this.#texts(snapshot, listed, idle, open, now)] };
  }

  /** A volunteer who looks at the list now takes the oldest request that this volunteer may take. */
  #pickUps(listed: readonly Talk[], idle: Set<Seat>, open: Map<RequestId, number>, now: EpochMs): readonly SimOffer[] {
    const taken = new Set<RequestId>();
    const looking = [...idle].filter((seat) => this.#watches(seat) && this.#random.next() < stepSeconds / looksEverySeconds);
    return looking.flatMap((seat) => {
      const talk = listed.find(
        (one) => !taken.has(one.id) && (open.get(one.id) ?? 0) < openOffersMax && mayServe(one, seat, now),
      );
      if (talk === undefined) return [];
      taken.add(talk.id);
      idle.delete(seat);
      open.set(talk.id, (open.get(talk.id) ?? 0) + 1);
      return [{ request: talk.id, volunteer: seat.volunteer, pickedUp: true }];
    });
  }

  #texts(
    snapshot: Snapshot,
    listed: readonly Talk[],
    idle: Set<Seat>,
    open: Map<RequestId, number>,
    now: EpochMs,
  ): readonly SimOffer[] {
    const common = commonLanguage(snapshot.seats);
    return listed.flatMap((talk) => {
      const due = Math.floor((now - talk.askedAt) / 1000 / waveSeconds);
      if (due < 1 || due > wavesMax || this.#waves.get(talk.id) === due) return [];
      this.#waves.set(talk.id, due);
      const rare = needsRareSkill(talk.criteria, common);
      const texted = [...idle].filter(
        (seat) => (rare || rareSkillsOf(seat) === 0) && this.#mayText(seat, now) && mayServe(talk, seat, now),
      );
      return texted.slice(0, openOffersMax - (open.get(talk.id) ?? 0)).map((seat) => {
        idle.delete(seat);
        this.#textedAt.set(seat.volunteer, now);
        open.set(talk.id, (open.get(talk.id) ?? 0) + 1);
        return { request: talk.id, volunteer: seat.volunteer };
      });
    });
  }

  #watches({ volunteer }: Seat): boolean {
    return draw(this.#seed, 'watches', volunteer) < watchingShare;
  }

  #mayText({ volunteer }: Seat, now: EpochMs): boolean {
    const at = this.#textedAt.get(volunteer);
    return at === undefined || at + textedAgainMs <= now;
  }
}

export const upchieve: SimPolicyKind = {
  name: 'upchieve',
  about: 'a list to pick from, and texts in waves of 30 s (UPchieve)',
  start: ({ seed }) => {
    const rule = new Upchieve(seed);
    return {
      name: 'upchieve',
      triggers: { onEvents: false, onTimers: false, everySeconds: stepSeconds },
      decide: (snapshot, now) => rule.decide(snapshot, now),
    };
  },
};
