/** How the people of an evening behave: their profiles as traits of actors. All times are evening seconds. */
import { plainSeeker, plainVolunteer, type Rhythm, type SeekerBehaviour, type VolunteerBehaviour } from '../actors/behaviour.ts';
import type { SeekerTraits } from '../actors/seeker.ts';
import type { VolunteerTraits } from '../actors/volunteer.ts';
import { acceptance, answerTime, noAnswerShare, redial } from '../policy-simulator/workload/figures.ts';
import { lognormal } from '../random/distributions.ts';
import type { Clock } from './clock.ts';
import { asksPerSeekerMax, holdSeconds, ownSeconds, pollSeconds } from './limits.ts';
import type { SeekerProfile } from './seeker-profile.ts';
import type { VolunteerProfile } from './volunteer-profile.ts';

/** What seekers do beside asking, waiting and talking (assumed, where no source is named). */
const seekers: SeekerBehaviour = {
  ...plainSeeker,
  readsPage: 1,
  asksTwice: 0.03,
  looksForHelp: 1,
  erases: 0.03,
  getsLinks: 1,
  ends: 0.7,
  stays: 1,
  givesFeedback: 0.65,
  blocks: 0.05,
  reports: 0.4,
  asksAgain: 0.15,
  comesBack: redial.share,
};

/** Of the offers that are not accepted, the share that is not answered at all. */
const ignoredShare = noAnswerShare / (acceptance.b / (acceptance.a + acceptance.b));

/** What volunteers do beside accepting and talking (assumed). */
const volunteers: VolunteerBehaviour = {
  ...plainVolunteer,
  acceptsTwice: 0.05,
  repeatsAccept: 0.05,
  heavy: 0.15,
  mutes: 0.3,
  givesFeedback: 0.3,
  blocks: 0.01,
  drains: 0.7,
  looksAfterOff: 1,
  sendsOldMessages: 0.1,
  renews: 0.1,
  holds: 1,
  looksAtConversations: 0.1,
};

/** How fast everything goes that a profile does not say. */
const rhythm: Rhythm = {
  seekerLook: [0, 1],
  silence: [600, 1_500],
  away: [60, 600],
  awayWithBlock: [60, 600],
  seekerTalk: [300, 1_800],
  noShow: () => 600,
  laterBlock: [0, 0],
  lookBack: [0, 0],
  hold: holdSeconds,
  volunteerLook: [0, 1],
  volunteerAway: [60, 180],
  forgotten: [0, 0],
  // A volunteer brings a talk to its end within the hour, unless the seeker has done so.
  volunteerTalk: [1_500, 3_600],
  hesitation: (random) => lognormal(random, answerTime),
};

/** Share of the looks at which a seeker who looks away does so. */
const looksAwayShare = 0.5;

/** The traits of a seeker. `clock`: real seconds pass between two looks of an app that does not hold. */
export function seekerTraits(profile: SeekerProfile, { factor }: Pick<Clock, 'factor'>): SeekerTraits {
  const { arrivesAt, via, subject, wishes, patience, talkSeconds, looksAway, holds, feels } = profile;
  const look = pollSeconds * factor;
  const behaviour: SeekerBehaviour = {
    ...seekers,
    usesMatching: via === 'matching' ? 1 : 0,
    holds: holds ? 1 : 0,
    silent: looksAway ? looksAwayShare : 0,
  };
  return {
    arrivesAt,
    body: { ...wishes, ...(subject === undefined ? {} : { subject }) },
    throughPartner: via !== 'direct',
    // A seeker who looks away loses no patience meanwhile, nor in the service's own time.
    patienceSeconds: patience + (looksAway ? 600 : 0) + ownSeconds * factor,
    asksMax: asksPerSeekerMax,
    feedback: feels,
    behaviour,
    rhythm: { ...rhythm, seekerTalk: () => talkSeconds, ...(holds ? {} : { seekerLook: [look, look] }) },
  };
}

/** The traits of a volunteer. `token`: the access token. */
export function volunteerTraits(profile: VolunteerProfile, clock: Pick<Clock, 'msAt'>, token: string): VolunteerTraits {
  const { capacity, shifts, accepts, vanishes, pulls, mutedTopics } = profile;
  const behaviour: VolunteerBehaviour = {
    ...volunteers,
    ignores: (1 - accepts) * ignoredShare,
    declines: (1 - accepts) * (1 - ignoredShare),
    vanishes: vanishes ? 1 : 0,
    pulls: pulls ? 1 : 0,
  };
  return {
    arrivesAt: shifts[0]?.from ?? 0,
    shifts: shifts.map(({ from, to }) => ({ from: clock.msAt(from), to: clock.msAt(to) })),
    capacity,
    token,
    mutesThen: [...new Set([...mutedTopics, 'grief'])],
    behaviour,
    rhythm: { ...rhythm, ...(pulls ? { volunteerLook: [30, 60] } : {}) },
  };
}
