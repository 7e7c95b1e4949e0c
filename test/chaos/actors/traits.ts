/** How actors behave in a chaos run: every mistake that an app may make is common, and a minute stands for an evening. */
import type { Random } from '../../../random/random.ts';
import type { Rhythm, SeekerBehaviour, VolunteerBehaviour } from '../../../actors/behaviour.ts';
import type { SeekerTraits } from '../../../actors/seeker.ts';
import {
  volunteerReadMsMax,
  volunteerReadMsMin,
  hesitationMsMax,
  seekerReadMsMax,
  seekerReadMsMin,
  silenceMsMax,
  soonMsMax,
} from '../limits.ts';

const seekerBehaviour: SeekerBehaviour = {
  readsPage: 0.1,
  asksTwice: 0.2,
  asksStale: 0.02,
  asksOtherwise: 0.15,
  usesMatching: 0.25,
  looksForHelp: 0.5,
  closesApp: 0.11,
  holds: 0.4,
  silent: 0,
  cancels: 0,
  cancelsWhenOffered: 0.08,
  erasesToLeave: 0.25,
  erases: 0.12,
  away: 0,
  saysHere: 1,
  waitsForVolunteer: 0,
  getsLinks: 0,
  ends: 0.5,
  stays: 0.8,
  givesFeedback: 0.2,
  blocks: 0.25,
  reports: 0.3,
  blocksLater: 0,
  asksAgain: 0,
  comesBack: 1,
  asksAfterRefusal: 1,
  looksBack: 0,
};

export const volunteerBehaviour: VolunteerBehaviour = {
  takesSeveral: 0.8,
  declines: 0.17,
  ignores: 0.08,
  acceptsTwice: 0.2,
  acceptsAndLeaves: 0.1,
  leavesAndAccepts: 0.1,
  declinesAndAccepts: 0.5,
  repeatsAccept: 0.2,
  away: 0,
  saysHere: 1,
  ends: 1,
  heavy: 0.15,
  mutes: 0,
  givesFeedback: 0.1,
  blocks: 0.1,
  rematches: 0,
  goesOff: 0.2,
  drains: 0.35,
  leavesTwice: 0.17,
  givesUpOn: 0,
  vanishes: 0,
  looksAfterOff: 0.2,
  sendsOldMessages: 0.5,
  forgetsLease: 0.03,
  pulls: 0.08,
  renews: 0.08,
  holds: 0.6,
  looksAtConversations: 0.05,
};

export const rhythm: Rhythm = {
  seekerLook: [seekerReadMsMin / 1_000, seekerReadMsMax / 1_000],
  silence: [seekerReadMsMin / 1_000, seekerReadMsMax / 1_000],
  away: [0, 1],
  awayWithBlock: [0, 1],
  seekerTalk: [0.2, 2.5],
  noShow: () => 0,
  laterBlock: [0, 1],
  lookBack: [5, 15],
  hold: 3,
  volunteerLook: [volunteerReadMsMin / 1_000, volunteerReadMsMax / 1_000],
  volunteerAway: [0, 1.5],
  // Some of these times are longer than the lease.
  forgotten: [2, silenceMsMax / 1_000],
  volunteerTalk: [0.3, 4],
  hesitation: [0, hesitationMsMax / 1_000],
};

/** Share of the seekers with very little patience. */
const leavesSoon = 0.11;
/** There are fewer subjects than seekers, so that two seekers ask for the same subject at once. */
const subjectsPerSeeker = 0.7;

export interface Crowd {
  readonly seekers: number;
  /** Milliseconds within which all seekers arrive, and the most that each waits. */
  readonly arrivalMs: number;
  readonly patienceMs: number;
}

/** The traits of one seeker, from the seeker's own random numbers. */
export function someSeeker(random: Random, { seekers, arrivalMs, patienceMs }: Crowd): SeekerTraits {
  const throughPartner = random.chance(0.7);
  const subject = `subject-${Math.floor(random.between(0, seekers * subjectsPerSeeker))}`;
  return {
    arrivesAt: random.between(0, arrivalMs) / 1_000,
    throughPartner,
    patienceSeconds: (random.chance(leavesSoon) ? random.between(0, soonMsMax) : patienceMs) / 1_000,
    // This seeker comes back only to leave.
    patienceBackSeconds: 0,
    asksMax: 2,
    behaviour: seekerBehaviour,
    rhythm,
    body: {
      languages: random.pick([['en'], ['en'], ['en'], ['de'], ['de', 'en']]),
      channel: random.pick(['chat', 'chat', 'chat', 'voice'] as const),
      urgency: random.pick(['now', 'now', 'soon', 'whenever'] as const),
      notSafeNow: random.chance(0.04),
      topics: random.chance(0.4) ? [random.pick(['grief', 'work', 'family'])] : [],
      preferences: random.chance(0.25)
        ? [
            {
              attribute: 'gender',
              value: random.pick(['a', 'b']),
              strength: random.pick(['prefer', 'prefer', 'require'] as const),
            },
          ]
        : [],
      ...(random.chance(0.1) ? { role: random.pick(['listener', 'mentor'] as const) } : {}),
      ...(random.chance(0.2) ? { country: random.pick(['GB', 'DE', 'AQ']) } : {}),
      ...(throughPartner && random.chance(0.6) ? { subject } : {}),
      ...(random.chance(0.3) ? { opening: 'I would like to talk' } : {}),
    },
  };
}

/** A seeker whose language no available volunteer speaks. The seeker waits until the request expires, and comes back with the token. */
export function hopelessSeeker(random: Random): SeekerTraits {
  const traits = someSeeker(random, { seekers: 1, arrivalMs: 0, patienceMs: 0 });
  const behaviour = { ...seekerBehaviour, asksStale: 0, asksOtherwise: 0, closesApp: 0, erases: 0, holds: 1 };
  const body: SeekerTraits['body'] = { languages: ['cy'], channel: 'chat', urgency: 'now' };
  return { ...traits, throughPartner: false, patienceSeconds: Infinity, behaviour, body };
}
