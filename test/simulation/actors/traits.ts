/** How the actors of a setting behave, and how fast. Values that a scenario does not set are the same in all scenarios. */
import type { Rhythm, SeekerBehaviour, VolunteerBehaviour } from '../../../actors/behaviour.ts';
import type { Setting } from '../setting.ts';

/** Seconds until a seeker gives up on a volunteer who does not come; and where no app says "here": also when that is too late. */
const noShow = 122;
const noShowUnsigned = [noShow, 800] as const;
/** Maximum number of requests of a seeker in a run. */
export const asksMax = 3;

export function seekerBehaviourOf({ behaviour }: Pick<Setting, 'behaviour'>): SeekerBehaviour {
  const { silent, cancels, erases, seekersAway, saysHere, blocks, blocksLater, asksAgain, looksBack } = behaviour;
  return {
    readsPage: 0,
    asksTwice: 0.15,
    asksStale: 0.02,
    asksOtherwise: 0.15,
    usesMatching: 0.15,
    looksForHelp: 0,
    closesApp: 0.02,
    holds: 0.2,
    silent,
    cancels,
    cancelsWhenOffered: 0.02,
    erasesToLeave: 0.1,
    erases,
    away: seekersAway,
    saysHere,
    waitsForVolunteer: 0.7,
    getsLinks: 0,
    ends: 0.7,
    stays: 0,
    givesFeedback: 0.2,
    blocks,
    reports: 0.5,
    blocksLater,
    asksAgain,
    comesBack: 1,
    asksAfterRefusal: 1,
    looksBack,
  };
}

export function volunteerBehaviourOf({ behaviour }: Pick<Setting, 'behaviour'>): VolunteerBehaviour {
  const { declines, ignores, volunteersAway, saysHere, blocks, goesOff, forgetsLease, pulls, renews } = behaviour;
  return {
    takesSeveral: 0.8,
    declines,
    ignores,
    acceptsTwice: 0.15,
    acceptsAndLeaves: 0.03,
    leavesAndAccepts: 0.02,
    declinesAndAccepts: 0.1,
    repeatsAccept: 0.1,
    away: volunteersAway,
    saysHere,
    ends: 0.85,
    heavy: 0.3,
    mutes: 0,
    givesFeedback: 0,
    // A block by a volunteer is rarer than one by a seeker.
    blocks: blocks * 0.3,
    rematches: 0.3,
    goesOff,
    drains: 0.3,
    leavesTwice: 0.1,
    givesUpOn: 0.4,
    vanishes: 0,
    looksAfterOff: 0,
    sendsOldMessages: 0.2,
    // Drawn at every read.
    forgetsLease: forgetsLease * 0.3,
    pulls,
    renews,
    holds: 0.2,
    looksAtConversations: 0.05,
  };
}

/** In seconds. They fit the limits of the setting's space: a minute or two instead of an hour. */
export function rhythmOf({ brisk, behaviour }: Pick<Setting, 'brisk' | 'behaviour'>): Rhythm {
  const faster = ([from, to]: readonly [from: number, to: number]) => [from / brisk, to / brisk] as const;
  return {
    seekerLook: [6, 22],
    silence: [30, 90],
    away: [2, 20],
    awayWithBlock: [0, 3],
    seekerTalk: faster([5, 40]),
    noShow: behaviour.saysHere === 0 ? noShowUnsigned : () => noShow,
    laterBlock: [0.2, 2],
    lookBack: [60, 200],
    hold: 8,
    volunteerLook: faster([3, 14]),
    volunteerAway: [5, 40],
    forgotten: [40, 90],
    volunteerTalk: faster([5, 50]),
    hesitation: [0, 3],
  };
}
